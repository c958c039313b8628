// Dual activations of the smooth activations, in closed form: T = E[φ(u)φ(v)] and T' = E[φ'(u)φ'(v)] = ∂T/∂c for
// (u, v) normal with mean 0, variances a, b and covariance c. Those of ReLU and leaky ReLU are in
// dual_activation.simd.cpp.
//
// The correlation ρ comes as 1 − ρ and 1 + ρ, each to full relative accuracy, and every determinant is a sum of
// positive terms of them: ab − c² = ab (1 − ρ)(1 + ρ). Relative error of T and T' a few ulp of √(T(a,a) T(b,b)) or
// less.
#pragma once

#include "core/kernels/logistic_mixture.hpp"
#include "core/numeric/activation_functions.hpp"
#include "core/numeric/inverse_trigonometry.hpp"
#include "core/numeric/sin_minus_x_cos.hpp"

namespace ntk::kernels::duals {
inline namespace NTK_ISA {

template <class V>
struct Covariance {
    V root_a, root_b, c, one_minus, one_plus;
};

template <class V>
struct Dual {
    V value, slope;  // T, T'
};

constexpr double pi = 3.14159265358979323846;

/// The covariance of (p u, q v), p, q > 0.
template <class V>
Covariance<V> scaled(const Covariance<V>& k, double p, double q) {
    return {p * k.root_a, q * k.root_b, (p * q) * k.c, k.one_minus, k.one_plus};
}

/// T = (2/π) arcsin(2c/√((1+2a)(1+2b))), T' = (4/π)/√((1+2a)(1+2b) − 4c²) (Williams 1997), the arc sine as an angle.
template <class V>
Dual<V> dual(numeric::activations::Erf, const Covariance<V>& k) {
    const V a = k.root_a * k.root_a, b = k.root_b * k.root_b;
    const V root = simd::sqrt(1.0 + 2.0 * a + 2.0 * b + (4.0 * a * b) * (k.one_minus * k.one_plus));
    return {(2.0 / pi) * numeric::atan2(2.0 * k.c, root), (4.0 / pi) / root};
}

/// With P = (1+a)(1+b), δ² = P − c² and the angle ψ of (−c, δ):
///   2π T = c ψ + (ab δ² + c²)/(P δ) = √P (sin ψ − ψ cos ψ) + 1/δ − (2 + a + b) δ/P,
///   2π T' = ψ + (c/(P δ)) (3 + a + b + c²/δ²)
/// (Tsuchida et al. 2021, rearranged). The second form of T where large parts of the first would cancel.
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

/// e^(−E[(u∓v)²]/2) for the nearer of v and −v, and 2|c|: what sine and cosine need.
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

/// T = e^(−(a+b)/2) sinh c, T' = e^(−(a+b)/2) cosh c, neither overflowing nor cancelling.
template <class V>
Dual<V> dual(numeric::activations::Sine, const Covariance<V>& k) {
    const Waves<V> w = waves(k);
    const V half = 0.5 * w.decay;
    return {simd::copysign(half * -numeric::expm1(-w.twice), k.c), half * (1.0 + numeric::exp(-w.twice))};
}

/// T = e^(−(a+b)/2) cosh c, T' = e^(−(a+b)/2) sinh c.
template <class V>
Dual<V> dual(numeric::activations::Cosine, const Covariance<V>& k) {
    const Dual<V> sine = dual(numeric::activations::Sine{}, k);
    return {sine.slope, sine.value};
}

/// T = Δ^(−1/2), T' = 4c Δ^(−3/2), Δ = (1+2a)(1+2b) − 4c².
template <class V>
Dual<V> dual(numeric::activations::Gaussian, const Covariance<V>& k) {
    const V a = k.root_a * k.root_a, b = k.root_b * k.root_b;
    const V determinant = 1.0 + 2.0 * a + 2.0 * b + (4.0 * a * b) * (k.one_minus * k.one_plus);
    const V value = 1.0 / simd::sqrt(determinant);
    return {value, 4.0 * k.c / determinant * value};
}

/// Σ_i Σ_j w_i w_j term(s_i, s_j): a product of two mixtures over scales.
template <class V, class Term>
Dual<V> mixture(V zero, Term term) {
    Dual<V> sum{zero, zero};
    for (const auto& [scale_u, weight_u] : logistic_mixture)
        for (const auto& [scale_v, weight_v] : logistic_mixture) {
            const double weight = weight_u * weight_v;
            if (weight < 1e-19) continue;  // all of these together stay below half an ulp
            const Dual<V> t = term(scale_u, scale_v);
            sum.value = sum.value + weight * t.value;
            sum.slope = sum.slope + weight * t.slope;
        }
    return sum;
}

/// tanh u = 2σ(2u) − 1 is a mixture of erf(√2 s u) over s (logistic_mixture.hpp).
template <class V>
Dual<V> dual(numeric::activations::Tanh, const Covariance<V>& k) {
    constexpr double root_two = 1.41421356237309504880;
    return mixture(0.0 * k.c, [&](double s, double t) {
        const Dual<V> d = dual(numeric::activations::Erf{}, scaled(k, root_two * s, root_two * t));
        return Dual<V>{d.value, (2.0 * s * t) * d.slope};
    });
}

/// u σ(u) is a mixture of u Φ(s u), which is the GELU of s u over s.
template <class V>
Dual<V> dual(numeric::activations::Silu, const Covariance<V>& k) {
    return mixture(0.0 * k.c, [&](double s, double t) {
        const Dual<V> d = dual(numeric::activations::Gelu{}, scaled(k, s, t));
        return Dual<V>{1.0 / (s * t) * d.value, d.slope};
    });
}

}  // namespace NTK_ISA
}  // namespace ntk::kernels::duals
