// The dual activations of the smooth activations φ, in closed form. They are T = E[φ(u)φ(v)] and T' = E[φ'(u)φ'(v)] =
// ∂T/∂c, where (u, v) is normal with mean 0, variances a and b, and covariance c. Those of ReLU and leaky ReLU are in
// dual_activation.simd.cpp.
//
// The correlation ρ = c/√(ab) comes as 1 − ρ and 1 + ρ, each to full relative accuracy. By ab − c² = ab (1 − ρ)(1 + ρ)
// every determinant is then a sum of positive terms, and nothing cancels in it. The error of T and T' is a few ulp
// (units in the last place) of √(T(a,a) T(b,b)) or less.
#pragma once

#include <numbers>

#include "core/kernels/logistic_mixture.hpp"
#include "core/numeric/activation_functions.hpp"
#include "core/numeric/inverse_trigonometry.hpp"
#include "core/numeric/sin_minus_x_cos.hpp"

namespace ntk::kernels::duals {
inline namespace NTK_ISA {

/// The covariance of a pair (u, v): √a, √b, c, 1 − ρ and 1 + ρ.
template <class V>
struct Covariance {
    V root_a, root_b, c, one_minus, one_plus;
};

template <class V>
struct Dual {
    V value, slope;  // T, T'
};

constexpr double pi = std::numbers::pi;

/// The covariance of (p u, q v), for p, q > 0.
template <class V>
Covariance<V> scaled(const Covariance<V>& k, double p, double q) {
    return {p * k.root_a, q * k.root_b, (p * q) * k.c, k.one_minus, k.one_plus};
}

/// The dual of the error function (Williams 1997):
///   T = (2/π) arcsin(2c/√((1+2a)(1+2b))),  T' = (4/π)/√((1+2a)(1+2b) − 4c²).
/// The arc sine is computed as the angle of the point (√((1+2a)(1+2b) − 4c²), 2c), so that nothing cancels where its
/// argument is near ±1.
template <class V>
Dual<V> dual(numeric::activations::Erf, const Covariance<V>& k) {
    const V a = k.root_a * k.root_a, b = k.root_b * k.root_b;
    const V root = simd::sqrt(1.0 + 2.0 * a + 2.0 * b + (4.0 * a * b) * (k.one_minus * k.one_plus));
    return {(2.0 / pi) * numeric::atan2(2.0 * k.c, root), (4.0 / pi) / root};
}

/// The dual of the GELU (Tsuchida et al. 2021, rearranged). With P = (1+a)(1+b), δ² = P − c² and the angle ψ of the
/// point (−c, δ) it is
///   2π T = c ψ + (ab δ² + c²)/(P δ) = √P (sin ψ − ψ cos ψ) + 1/δ − (2 + a + b) δ/P,
///   2π T' = ψ + (c/(P δ)) (3 + a + b + c²/δ²).
/// The second form of T is taken for c < −1, where large parts of the first would cancel.
template <class V>
Dual<V> dual(numeric::activations::Gelu, const Covariance<V>& k) {
    const V a = k.root_a * k.root_a, b = k.root_b * k.root_b;
    const V p = (1.0 + a) * (1.0 + b);
    const V delta_squared = 1.0 + a + b + (a * b) * (k.one_minus * k.one_plus);
    const V delta = simd::sqrt(delta_squared);
    const V psi = numeric::atan2(delta, -k.c);
    const V direct = k.c * psi + (a * b * delta_squared + k.c * k.c) / (p * delta);
    const V opposed = simd::sqrt(p) * numeric::sin_minus_x_cos(psi) + (1.0 / delta - (2.0 + a + b) * (delta / p));
    const V slope = psi + k.c / (p * delta) * (3.0 + a + b + k.c * k.c / delta_squared);
    return {simd::select(k.c < -1.0, opposed, direct) * (0.5 / pi), slope * (0.5 / pi)};
}

/// What the duals of sine and cosine need. `decay` is e^(−E[(u − v)²]/2), or e^(−E[(u + v)²]/2) where c < 0, so that u
/// is nearer to −v. `twice` is 2|c|.
template <class V>
struct Waves {
    V decay, twice;
};
template <class V>
Waves<V> waves(const Covariance<V>& k) {
    const V gap = k.root_a - k.root_b;
    const V nearer = simd::select(k.c < 0.0, k.one_plus, k.one_minus);
    return {numeric::exp(-0.5 * (gap * gap) - (k.root_a * k.root_b) * nearer), 2.0 * simd::abs(k.c)};
}

/// The dual of the sine: T = e^(−(a+b)/2) sinh c, T' = e^(−(a+b)/2) cosh c. Computed from the waves, it neither
/// overflows nor cancels.
template <class V>
Dual<V> dual(numeric::activations::Sine, const Covariance<V>& k) {
    const Waves<V> w = waves(k);
    const V half = 0.5 * w.decay;
    return {simd::copysign(half * -numeric::expm1(-w.twice), k.c), half * (1.0 + numeric::exp(-w.twice))};
}

/// The dual of the cosine: T = e^(−(a+b)/2) cosh c, T' = e^(−(a+b)/2) sinh c.
template <class V>
Dual<V> dual(numeric::activations::Cosine, const Covariance<V>& k) {
    const Dual<V> sine = dual(numeric::activations::Sine{}, k);
    return {sine.slope, sine.value};
}

/// The dual of the activation e^(−u²): T = Δ^(−1/2), T' = 4c Δ^(−3/2) with Δ = (1+2a)(1+2b) − 4c².
template <class V>
Dual<V> dual(numeric::activations::Gaussian, const Covariance<V>& k) {
    const V a = k.root_a * k.root_a, b = k.root_b * k.root_b;
    const V determinant = 1.0 + 2.0 * a + 2.0 * b + (4.0 * a * b) * (k.one_minus * k.one_plus);
    const V value = 1.0 / simd::sqrt(determinant);
    return {value, 4.0 * k.c / determinant * value};
}

/// The double sum Σ_i Σ_j w_i w_j term(s_i, s_j) over the scales s and weights w of logistic_mixture. It is the dual of
/// an activation that is a mixture, from the duals of what is mixed.
template <class V, class Term>
Dual<V> mixture(V zero, Term term) {
    Dual<V> sum{zero, zero};
    for (const auto& [scale_u, weight_u] : logistic_mixture)
        for (const auto& [scale_v, weight_v] : logistic_mixture) {
            const double weight = weight_u * weight_v;
            if (weight < 1e-19) continue;  // all terms left out together are below half an ulp
            const Dual<V> t = term(scale_u, scale_v);
            sum.value = sum.value + weight * t.value;
            sum.slope = sum.slope + weight * t.slope;
        }
    return sum;
}

/// The dual of tanh. With the logistic function σ, tanh u = 2σ(2u) − 1 is a mixture of erf(√2 s u) over the scales s
/// (logistic_mixture.hpp).
template <class V>
Dual<V> dual(numeric::activations::Tanh, const Covariance<V>& k) {
    constexpr double root_two = std::numbers::sqrt2;
    return mixture(0.0 * k.c, [&](double s, double t) {
        const Dual<V> d = dual(numeric::activations::Erf{}, scaled(k, root_two * s, root_two * t));
        return Dual<V>{d.value, (2.0 * s * t) * d.slope};
    });
}

/// The dual of the SiLU u σ(u). It is a mixture of u Φ(s u) over the scales s, and u Φ(s u) is the GELU of s u, divided
/// by s.
template <class V>
Dual<V> dual(numeric::activations::Silu, const Covariance<V>& k) {
    return mixture(0.0 * k.c, [&](double s, double t) {
        const Dual<V> d = dual(numeric::activations::Gelu{}, scaled(k, s, t));
        return Dual<V>{1.0 / (s * t) * d.value, d.slope};
    });
}

}  // namespace NTK_ISA
}  // namespace ntk::kernels::duals
