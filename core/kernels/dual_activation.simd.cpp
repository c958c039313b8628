#include "core/kernels/dual_activation.hpp"

#include "core/kernels/dual.hpp"
#include "core/kernels/dual_series.hpp"
#include "core/kernels/lanes.hpp"
#include "core/numeric/activation_functions.hpp"
#include "core/numeric/simd.hpp"
#include "core/numeric/versine.hpp"

namespace ntk::kernels {
namespace NTK_ISA {
namespace {

using duals::pi;
using lanes::for_each_vector;
using lanes::larger;
using lanes::load_as;
using lanes::smaller;
using lanes::store_as;
using numeric::activations::Parity;
using simd::broadcast;
using simd::select;

// One vector of the pairs of a PairRow.
template <class V>
struct Pairs {
    V nngp, ntk, one_minus, one_plus;
};

// [region: relu-dual]
// With θ = arccos ρ and g(θ) = sin θ − θ cos θ, the normalised dual κ of the ReLU (Cho & Saul 2009, J_1/π) obeys
//   κ = (sin θ + (π − θ) cos θ)/π = g(π − θ)/π   and   1 − κ = (1 − ρ) − g(θ)/π.
// The angle is taken from its versine, to the nearer of ρ = 1 and ρ = −1, so that neither κ nor 1 − κ cancels. For an
// activation with the slope s below zero
//   T = s c + (1−s)²/2 κ √(ab)   and   T' = s + (1−s)²/2 (π − θ)/π,
// where s = 0 is the ReLU and s = 1 the identity.
template <class V>
[[gnu::always_inline]] inline Pairs<V> piecewise_linear(double s, const LayerVariances& v, Pairs<V> p, V root_z,
                                                        V root_z_next) {
    const auto acute = p.one_minus <= p.one_plus;
    const numeric::Arc<V> nearer = numeric::arc_of_versine(smaller(p.one_minus, p.one_plus));
    const V one_minus_kappa = select(acute, p.one_minus - nearer.dual, 1.0 - nearer.dual);
    const V kappa = select(acute, 1.0 - one_minus_kappa, nearer.dual);
    const V supplement = select(acute, pi - nearer.angle, nearer.angle);  // π − θ

    const double bent = 0.5 * ((1.0 - s) * (1.0 - s)), whole = s + bent;
    const V roots = v.root_x * root_z;
    p.nngp = (v.weight_variance * s) * p.nngp + (bent * v.weight_variance) * roots * kappa + v.bias_variance;
    p.ntk = p.nngp + ((v.weight_variance * s) + (v.weight_variance * (bent / pi)) * supplement) * p.ntk;
    // [endregion: relu-dual]
    const V one_minus = (s / whole) * p.one_minus + (bent / whole) * one_minus_kappa;
    const V one_plus = (s / whole) * p.one_plus + (bent / whole) * (1.0 + kappa);
    p.one_minus = one_minus;
    if (v.bias_variance > 0.0) {
        // Let a' and b' be the next variances, A = s_w² a (s + (1−s)²/2), B likewise, and scale = √(AB). The difference
        // √(a'b') − s_b² − scale is computed as s_b² (√A − √B)² / (√(a'b') + s_b² + scale), in which nothing cancels.
        const V scale = (whole * v.weight_variance) * roots;
        const V next = v.root_x_next * root_z_next;
        const V difference = simd::sqrt(broadcast(whole * v.weight_variance, V{})) * (v.root_x - root_z);
        const V spread = v.bias_variance * (difference * difference) / (next + v.bias_variance + scale);
        p.one_minus = (spread + scale * one_minus) / next;
    }
    // For the ReLU (s = 0) the next ρ is not below 0, so 2 − (1 − ρ) loses no digits.
    p.one_plus = s > 0.0 && v.bias_variance == 0.0 ? one_plus : 2.0 - p.one_minus;
    return p;
}

// √(A B) − K'(ρ = 1), where A and B are the next variances and K'(ρ = 1) is the next kernel of parallel inputs. It is
// what a difference of the norms alone takes from the next correlation. Where the norms are near, it is Ψ (√a − √b)²/2
// up to a relative error of the order of (√a − √b)², with the mean Ψ of both inputs (diagonal_layer). Elsewhere the
// subtraction, which gave `subtracted`, is as good.
template <class V>
V radial_part(const LayerVariances& v, V root_z, V radial_z, V subtracted) {
    const V gap = v.root_x - root_z;
    const auto small = (root_z <= radial_limit) & (broadcast(v.root_x, V{}) <= radial_limit);
    const auto near = (gap == 0.0) | ((simd::abs(gap) < 0x1p-14) & small);
    return select(near, 0.25 * (gap * gap) * (v.radial_x + radial_z), subtracted);
}

template <class Phi>
constexpr bool has_series = __is_same(Phi, numeric::activations::Tanh) || __is_same(Phi, numeric::activations::Silu);

double most_of(double x) {
    return x;
}
double most_of(simd::Vector x) {
    double most = x[0];
    for (int i = 1; i < simd::lanes; ++i)
        if (x[i] > most) most = x[i];
    return most;
}

// The duals of a pair and of `count` − 1 others with the same variances, by their series, whose coefficients they
// share. Where the series would take too long, the mixture (dual.hpp) gives the duals. How many terms are summed
// depends on the pair alone: terms that only a neighbour in the vector needs are masked.
template <std::size_t count, class Phi, class V>
void duals_by_series(Phi phi, const SeriesRow& s, std::size_t j, const duals::Covariance<V> (&k)[count],
                     duals::Dual<V> (&result)[count]) {
    constexpr bool odd = Phi::parity == Parity::odd;
    const V zero = broadcast(0.0, V{});
    V apart = k[0].one_minus * k[0].one_plus, t[count];  // the least 1 − ρ², and each ρ²
    for (std::size_t i = 0; i < count; ++i) {
        const V own = k[i].one_minus * k[i].one_plus;
        apart = smaller(apart, own);
        t[i] = larger(zero, 1.0 - own);
        result[i] = {zero, zero};
    }
    // Because ρ^2m < e^(−m (1 − ρ²)), ρ^2m is below e^−44 after M = 44/(1 − ρ²) terms. Those that are left add up to
    // less than e^−44/(1 − ρ²) = e^−44 M/44 times the first, as the coefficients fall: below 2^-57 where M is at most
    // most_series_terms.
    const V terms = smaller(larger(broadcast(s.terms_x, V{}), load_as(s.terms_z + j, V{})), 44.0 / apart + 2.0);
    const auto fits = terms <= static_cast<double>(most_series_terms);
    const V taken = select(fits, terms, zero);
    for (std::size_t m = static_cast<std::size_t>(most_of(taken)) + 1; m-- > 0;) {
        const double place = static_cast<double>(m);
        const auto within = place < taken;
        if (!simd::any(within)) continue;
        const V term = select(within, s.x[m] * load_as(s.z + series_place(s.height, j, m), V{}), zero);
        const V sloped = (2.0 * place + (odd ? 1.0 : 2.0)) * term;
        for (std::size_t i = 0; i < count; ++i)
            result[i] = {result[i].value * t[i] + term, result[i].slope * t[i] + sloped};
    }
    for (std::size_t i = 0; i < count; ++i) {
        const V c = k[i].c, value = result[i].value, slope = result[i].slope;
        if constexpr (odd) {
            result[i] = {c * value, slope};
        } else {
            const V roots = k[i].root_a * k[i].root_b;
            result[i] = {0.25 * c + (roots * roots) * (s.lead_x * load_as(s.lead_z + j, V{})) + (c * c) * value,
                         0.25 + c * slope};
        }
        if (!simd::any(!fits)) continue;
        const duals::Dual<V> mixed = duals::dual(phi, k[i]);
        result[i] = {select(fits, result[i].value, mixed.value), select(fits, result[i].slope, mixed.slope)};
    }
}

template <std::size_t count, class Phi, class V>
void duals_of(Phi phi, const SeriesRow& s, std::size_t j, const duals::Covariance<V> (&k)[count],
              duals::Dual<V> (&result)[count]) {
    if constexpr (has_series<Phi>)
        duals_by_series(phi, s, j, k, result);
    else
        for (std::size_t i = 0; i < count; ++i) result[i] = duals::dual(phi, k[i]);
}

// One layer of a smooth activation. The next 1 − ρ and 1 + ρ come from the next kernel by subtraction, except where u
// is very near to v or −v. There the subtraction would cost digits, and the later layers of a chaotic network, one with
// s_w² T'(ρ = 1) > 1, would magnify that loss. So T(ρ = 1) − T(c) = ∫ T' dc is taken by Gauss's rule with three points,
// which is a sum of positive terms. Its relative error is below 1e-13 for an interval of length up to 2^-8.
template <class Phi, class V>
Pairs<V> smooth(Phi phi, const LayerVariances& v, std::size_t j, Pairs<V> p, V root_z, V root_z_next, V radial_z) {
    const V zero = broadcast(0.0, V{});
    const duals::Covariance<V> pair[] = {{broadcast(v.root_x, V{}), root_z, p.nngp, p.one_minus, p.one_plus}};
    duals::Dual<V> of_pair[1];
    duals_of(phi, v.series, j, pair, of_pair);
    const duals::Covariance<V>& k = pair[0];
    const duals::Dual<V>& dual = of_pair[0];
    p.nngp = v.weight_variance * dual.value + v.bias_variance;
    p.ntk = p.nngp + v.weight_variance * dual.slope * p.ntk;

    const V next = v.root_x_next * root_z_next;
    const V correlation = select(next > 0.0, p.nngp / next, zero);
    p.one_minus = larger(zero, 1.0 - correlation);
    p.one_plus = larger(zero, 1.0 + correlation);

    // Where φ is even or odd, −v may be taken in place of v. Where it is odd this holds only without a bias.
    const bool mirrored = Phi::parity == Parity::even || (Phi::parity == Parity::odd && v.bias_variance == 0.0);
    const auto opposite = (mirrored ? k.c : zero) < 0.0;
    const V away = select(opposite, k.one_plus, k.one_minus);
    const V length = k.root_a * root_z * away;
    const auto close = (length < 0x1p-8) & (next > 0.0);
    if (!simd::any(close)) return p;

    const V c = select(opposite, -k.c, k.c);
    const V other = select(opposite, k.one_minus, k.one_plus);
    const auto nearer = [&](double t) {
        return duals::Covariance<V>{k.root_a, root_z, c + t * length, (1.0 - t) * away, other + t * away};
    };
    const duals::Covariance<V> between[] = {nearer(0.11270166537925831148), nearer(0.5),  // ½ ∓ √0.15
                                            nearer(0.88729833462074168852)};
    duals::Dual<V> on_the_way[3];
    duals_of(phi, v.series, j, between, on_the_way);
    const V integral =
        length * ((5.0 / 18.0) * (on_the_way[0].slope + on_the_way[2].slope) + (4.0 / 9.0) * on_the_way[1].slope);
    const auto odd = Phi::parity == Parity::odd ? opposite : zero != 0.0;
    const V parallel = v.weight_variance * (select(odd, -dual.value, dual.value) + integral) + v.bias_variance;
    const V difference = v.weight_variance * integral + radial_part(v, root_z, radial_z, next - parallel);
    const V result = larger(zero, difference / next);
    p.one_plus = select(close & odd, result, p.one_plus);
    p.one_minus = select(close & (odd == (zero != 0.0)), result, p.one_minus);
    return p;
}

// The normal density at the places where Ψ is summed by the trapezoidal rule, times their distance.
struct Places {
    static constexpr double step = 0.0625, end = 9.0;
    static constexpr std::size_t count = 289;
    double density[count];

    Places() {
        constexpr double weight = step * 0.39894228040143267794;  // 1/√(2π)
        for (std::size_t i = 0; i < count; ++i) density[i] = weight * numeric::exp(-0.5 * at(i) * at(i));
    }
    static double at(std::size_t i) { return step * static_cast<double>(i) - end; }
};

// Ψ(s) of diagonal_layer, where `next` is K'(s, s).
template <class Phi, class V>
V radial_curvature(Phi phi, double weight_variance, V s, V next) {
    const V zero = broadcast(0.0, V{});
    const auto used = (s <= radial_limit) & (next != 0.0);
    if (!simd::any(used)) return zero;
    static const Places places;  // made once
    V squares = zero, products = zero;
    for (std::size_t i = 0; i < Places::count; ++i) {
        const double x = Places::at(i);
        const auto at = phi(s * x);
        squares = squares + places.density[i] * ((x * x) * (at.slope * at.slope));
        products = products + places.density[i] * (x * at.value * at.slope);
    }
    const V mixed = weight_variance * products;
    return select(used, larger(zero, weight_variance * squares - mixed * mixed / next), zero);
}

template <class V>
Pairs<V> load_pairs(const PairRow& row, std::size_t j) {
    return {load_as(row.nngp + j, V{}), load_as(row.ntk + j, V{}), load_as(row.one_minus + j, V{}),
            load_as(row.one_plus + j, V{})};
}
template <class V>
void store_pairs(const PairRow& row, std::size_t j, const Pairs<V>& p) {
    store_as(row.nngp + j, p.nngp);
    store_as(row.ntk + j, p.ntk);
    store_as(row.one_minus + j, p.one_minus);
    store_as(row.one_plus + j, p.one_plus);
}

}  // namespace

void hidden_layer(const numeric::Activation& activation, const LayerVariances& v, const PairRow& row) {
    numeric::activations::visit(activation, [&](auto phi) {
        for_each_vector(row.n, [&](std::size_t j, auto lane) {
            using V = decltype(lane);
            const auto p = load_pairs<V>(row, j);
            const V root_z = load_as(v.root_z + j, V{}), root_z_next = load_as(v.root_z_next + j, V{});
            if constexpr (requires { phi.slope; })
                store_pairs(row, j, piecewise_linear(phi.slope, v, p, root_z, root_z_next));
            else
                store_pairs(row, j, smooth(phi, v, j, p, root_z, root_z_next, load_as(v.radial_z + j, V{})));
        });
    });
}

void diagonal_layer(const numeric::Activation& activation, double weight_variance, double bias_variance,
                    const DiagonalRow& row) {
    numeric::activations::visit(activation, [&](auto phi) {
        constexpr bool piecewise = requires {
            phi.slope;
        };
        for_each_vector(row.n, [&](std::size_t j, auto lane) {
            using V = decltype(lane);
            const V k = load_as(row.nngp + j, V{}), root = load_as(row.root + j, V{});
            duals::Dual<V> dual;
            if constexpr (piecewise) {
                const double mean_square = phi.slope + 0.5 * ((1.0 - phi.slope) * (1.0 - phi.slope));
                dual = {mean_square * k, broadcast(mean_square, V{})};
            } else {
                dual = duals::dual(phi, duals::Covariance<V>{root, root, k, broadcast(0.0, V{}), broadcast(2.0, V{})});
            }
            const V next = weight_variance * dual.value + bias_variance;
            store_as(row.next_nngp + j, next);
            store_as(row.next_root + j, simd::sqrt(next));
            store_as(row.next_ntk + j, V(next + weight_variance * dual.slope * load_as(row.ntk + j, V{})));
            if constexpr (!piecewise) store_as(row.radial + j, radial_curvature(phi, weight_variance, root, next));
        });
    });
}

}  // namespace NTK_ISA
}  // namespace ntk::kernels
