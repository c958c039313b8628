#include "core/kernels/dual_activation.hpp"

#include "core/numeric/inverse_trigonometry.hpp"
#include "core/numeric/simd.hpp"
#include "core/numeric/sin_minus_x_cos.hpp"

namespace ntk {
namespace NTK_ISA {
namespace {

using simd::broadcast;
using simd::select;
using simd::Vector;

constexpr double pi = 3.14159265358979323846;

double load_as(const double* p, double) {
    return *p;
}
Vector load_as(const double* p, Vector) {
    return simd::load(p);
}
void store_as(double* p, double x) {
    *p = x;
}
void store_as(double* p, Vector x) {
    simd::store(p, x);
}

// The state of one vector of pairs.
template <class V>
struct Pairs {
    V nngp, ntk, one_minus, one_plus;
};

template <class V>
V smaller(V a, V b) {
    return select(a < b, a, b);
}
template <class V>
V larger(V a, V b) {
    return select(a < b, b, a);
}

// [region: relu-dual]
// With θ = arccos ρ and g(θ) = sin θ − θ cos θ, the normalised dual of the ReLU (Cho & Saul 2009, J_1 / π) is
//   κ = (sin θ + (π − θ) cos θ)/π = g(π − θ)/π   and   1 − κ = (1 − ρ) − g(θ)/π,
// so with the angle taken to the nearer of ρ = 1 and ρ = −1 neither κ nor 1 − κ cancels.
template <class V>
Pairs<V> relu(const LayerVariances& v, Pairs<V> p, V root_z, V root_z_next) {
    const auto acute = p.one_minus <= p.one_plus;
    const V nearer =
        2.0 * numeric::atan(simd::sqrt(smaller(p.one_minus, p.one_plus) / larger(p.one_minus, p.one_plus)));
    const V g = numeric::sin_minus_x_cos(nearer) / pi;
    const V one_minus_kappa = select(acute, p.one_minus - g, 1.0 - g);
    const V kappa = select(acute, 1.0 - one_minus_kappa, g);
    const V supplement = select(acute, pi - nearer, nearer);  // π − θ

    const V scale = (0.5 * v.weight_variance) * (v.root_x * root_z);
    p.nngp = scale * kappa + v.bias_variance;                                // K' = s_w² T + s_b²
    p.ntk = p.nngp + (v.weight_variance * (0.5 / pi)) * supplement * p.ntk;  // Θ' = K' + s_w² T' Θ
    // [endregion: relu-dual]
    p.one_minus = one_minus_kappa;
    if (v.bias_variance > 0.0) {
        // √(a'b') − s_b² − scale = s_b² (√A − √B)² / (√(a'b') + s_b² + scale), A = s_w² a/2: no cancellation.
        const V next = v.root_x_next * root_z_next;
        const V difference = simd::sqrt(broadcast(0.5 * v.weight_variance, V{})) * (v.root_x - root_z);
        const V spread = v.bias_variance * (difference * difference) / (next + v.bias_variance + scale);
        p.one_minus = (spread + scale * one_minus_kappa) / next;
    }
    p.one_plus = 2.0 - p.one_minus;  // ρ ≥ 0 after a layer of ReLUs: nothing is lost
    return p;
}

// T = (2/π) arcsin(2c/√((1+2a)(1+2b))) and T' = (4/π)/√((1+2a)(1+2b) − 4c²) (Williams 1997), with the determinant as
// 1 + 2a + 2b + 4ab(1−ρ)(1+ρ), a sum of positive terms, and the arc sine as atan2(2c, √determinant).
template <class V>
Pairs<V> erf(const LayerVariances& v, Pairs<V> p, V z, V root_z_next) {
    const V root = simd::sqrt(1.0 + 2.0 * v.x + 2.0 * z + (4.0 * v.x * z) * (p.one_minus * p.one_plus));
    const V dual = (2.0 / pi) * numeric::atan2(2.0 * p.nngp, root);
    p.nngp = v.weight_variance * dual + v.bias_variance;
    p.ntk = p.nngp + (v.weight_variance * (4.0 / pi)) / root * p.ntk;
    const V correlation = p.nngp / (v.root_x_next * root_z_next);
    p.one_minus = larger(broadcast(0.0, V{}), 1.0 - correlation);
    p.one_plus = larger(broadcast(0.0, V{}), 1.0 + correlation);
    return p;
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

// Calls step(j, V{}) over the row: whole vectors first, then one by one.
template <class Step>
void for_each_vector(std::size_t n, Step step) {
    std::size_t j = 0;
    for (; j + simd::lanes <= n; j += simd::lanes) step(j, Vector{});
    for (; j < n; ++j) step(j, double{});
}

// x = high + low, each of 26 bits (Veltkamp), so that products of halves are exact.
template <class V>
void split(V x, V& high, V& low) {
    const V scaled = 134217729.0 * x;  // 2^27 + 1
    high = scaled - (scaled - x);
    low = x - high;
}

}  // namespace

void relu_layer(const LayerVariances& v, const PairRow& row) {
    for_each_vector(row.n, [&](std::size_t j, auto lane) {
        using V = decltype(lane);
        store_pairs(row, j,
                    relu(v, load_pairs<V>(row, j), load_as(v.root_z + j, V{}), load_as(v.root_z_next + j, V{})));
    });
}

void erf_layer(const LayerVariances& v, const PairRow& row) {
    for_each_vector(row.n, [&](std::size_t j, auto lane) {
        using V = decltype(lane);
        store_pairs(row, j, erf(v, load_pairs<V>(row, j), load_as(v.z + j, V{}), load_as(v.root_z_next + j, V{})));
    });
}

void input_products(const double* x, const double* z_columns, std::size_t d, std::size_t stride, std::size_t n,
                    double* products) {
    for_each_vector(n, [&](std::size_t j, auto lane) {
        using V = decltype(lane);
        V sum{}, compensation{};
        for (std::size_t k = 0; k < d; ++k) {
            const V a = broadcast(x[k], V{});
            const V b = load_as(z_columns + k * stride + j, V{});
            V a_high, a_low, b_high, b_low;
            split(a, a_high, a_low);
            split(b, b_high, b_low);
            const V product = a * b;
            const V product_error = a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
            const V next = sum + product;
            const V part = next - sum;
            const V sum_error = (sum - (next - part)) + (product - part);
            sum = next;
            compensation = compensation + (product_error + sum_error);
        }
        store_as(products + j, V(sum + compensation));
    });
}

}  // namespace NTK_ISA
}  // namespace ntk
