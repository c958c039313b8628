#include "core/kernels/input_pairs.hpp"

#include <optional>

#include "core/kernels/lanes.hpp"
#include "core/numeric/floating.hpp"
#include "core/numeric/fma.hpp"

namespace ntk::kernels {
namespace NTK_ISA {
namespace {

using lanes::for_each_vector;
using lanes::larger;
using lanes::load_as;
using lanes::smaller;
using lanes::store_as;
using numeric::NTK_ISA::detail::fast_two_sum;
using numeric::NTK_ISA::detail::Pair;
using numeric::NTK_ISA::detail::two_sum;
using simd::broadcast;
using simd::select;
using simd::software::Factor;
using simd::software::split;

/// The product a b without error, where that does not underflow.
template <class V>
Pair<V> exact_product(const Factor<V>& a, const Factor<V>& b) {
    const V p = a.whole * b.whole;
    return {p, simd::product_error(a, b, p)};
}

// The product of two numbers of twice the precision, to a relative error of about 2^-104. It is not normalised: its
// parts may overlap.
template <class V>
Pair<V> product(Pair<V> a, Pair<V> b) {
    const Pair<V> p = exact_product(split(a.high), split(b.high));
    return {p.high, p.low + (a.high * b.low + a.low * b.high)};
}

// A sum in twice the precision.
template <class V>
struct Sum {
    V high{}, low{};
    void add(Pair<V> term) {
        const Pair<V> next = two_sum(high, term.high);
        high = next.high;
        low = low + (next.low + term.low);
    }
    Pair<V> total() const { return two_sum(high, low); }  // where much has cancelled, either may be the larger
};

// The difference a b − c d to a relative error of about 2^-104, also where it cancels. Then the difference of the
// products' leading parts is exact, and what is left are sums of two numbers.
template <class V>
Pair<V> determinant(const Factor<V>& a, const Factor<V>& b, const Factor<V>& c, const Factor<V>& d) {
    const Pair<V> p = exact_product(a, b), q = exact_product(c, d);
    const Pair<V> leading = two_sum(p.high, -q.high), rest = two_sum(p.low, -q.low);
    const Pair<V> sum = two_sum(leading.high, rest.high);
    return fast_two_sum(sum.high, sum.low + (leading.low + rest.low));
}

// The number of an input that is largest in magnitude, its place, and |x|². All are those of the input times its scale.
struct Pivot {
    std::size_t at;
    double value;
    Pair<double> square;
};
Pivot pivot_of(const InputRow& in) {
    Pivot pivot{0, 0.0, {}};
    Sum<double> square;
    for (std::size_t c = 0; c < in.d; ++c) {
        const double x = in.scale_x * in.x[c];
        if (simd::abs(x) > simd::abs(pivot.value)) {
            pivot.at = c;
            pivot.value = x;
        }
        square.add(exact_product(split(x), split(x)));
    }
    pivot.square = square.total();
    return pivot;
}

// sin²θ for the angle θ between the pre-activations, whose coordinates are those of √(s_w²/d) x and the bias:
//   sin²θ = ((s_w²/d)² |x ∧ z|² + s_b² (s_w²/d) |x − z|²)/(K(x,x) K(z,z)),  |x ∧ z|² = |x|²|z|² − (x·z)².
// Let k be the place of x's largest number. Then D = x_k z − z_k x differs from x_k z by a multiple of x, so
//   x_k² |x ∧ z|² = |x ∧ D|² = |x|² |D|² − (x·D)²,
// and each number of D is a difference of two products, known to its last digit. The subtraction that remains loses at
// most a factor |x|²/x_k² ≤ d, because D is 0 at k. In twice the precision no digit of the result is lost by that.
template <class V>
V sine_squared(const InputRow& in, const Pivot& pivot, std::size_t j) {
    const V scale = load_as(in.scale_z + j, V{}), variance = load_as(in.variance_z + j, V{});
    const V common = smaller(broadcast(in.scale_x, V{}), scale);
    const Factor<V> x_pivot = split(broadcast(pivot.value, V{}));
    const Factor<V> z_pivot = split(scale * load_as(in.z_columns + pivot.at * in.stride + j, V{}));
    Sum<V> squares, products, apart;
    for (std::size_t c = 0; c < in.d; ++c) {
        const V z = load_as(in.z_columns + c * in.stride + j, V{});
        const Factor<V> x_scaled = split(broadcast(in.scale_x * in.x[c], V{}));
        const Pair<V> left = determinant(x_pivot, split(scale * z), x_scaled, z_pivot);
        const Factor<V> leading = split(left.high);
        const Pair<V> square = exact_product(leading, leading), along = exact_product(leading, x_scaled);
        squares.add({square.high, square.low + 2.0 * (left.high * left.low)});
        products.add({along.high, along.low + left.low * x_scaled.whole});
        if (in.bias_variance > 0.0) {
            const V difference = common * (in.x[c] - z);
            apart.add({difference * difference, broadcast(0.0, V{})});
        }
    }
    const Pair<V> norm{broadcast(pivot.square.high, V{}), broadcast(pivot.square.low, V{})};
    const Pair<V> whole = product(squares.total(), norm), part = product(products.total(), products.total());
    const Pair<V> difference = two_sum(whole.high, -part.high);
    const V crossed = (difference.high + (difference.low + (whole.low - part.low))) /
                      (pivot.value != 0.0 ? pivot.value * pivot.value : 1.0);

    // s_w²/d over K and over the square of the scale, divided in an order that neither over- nor underflows where K
    // does not.
    const double part_x = in.weight_scale * ((1.0 / in.scale_x / in.variance_x) / in.scale_x);
    const V part_z = in.weight_scale * ((1.0 / scale / variance) / scale);
    const V of_inputs = part_x * part_z * crossed;
    if (!(in.bias_variance > 0.0)) return of_inputs;
    const V of_bias = (1.0 / common / in.variance_x) * (1.0 / common / variance) *
                      (in.weight_scale * in.bias_variance * (apart.high + apart.low));
    return of_inputs + of_bias;
}

// How many vectors of input_products are summed at a time: each sum waits for itself at every number.
constexpr std::size_t together = 4;

// The first `count` vectors of input_products.
template <std::size_t count, class V>
void products_at(const double* x, const double* z_columns, std::size_t d, std::size_t stride, double* products) {
    constexpr std::size_t lanes = sizeof(V) / sizeof(double);
    Sum<V> sums[count];
    for (std::size_t k = 0; k < d; ++k, z_columns += stride) {
        const Factor<V> factor = split(broadcast(x[k], V{}));
#pragma GCC unroll 8
        for (std::size_t i = 0; i < count; ++i)
            sums[i].add(exact_product(factor, split(load_as(z_columns + i * lanes, V{}))));
    }
#pragma GCC unroll 8
    for (std::size_t i = 0; i < count; ++i) store_as(products + i * lanes, V(sums[i].high + sums[i].low));
}

}  // namespace

void input_products(const double* x, const double* z_columns, std::size_t d, std::size_t stride, std::size_t n,
                    double* products) {
    std::size_t j = 0;
    for (; j + together * simd::lanes <= n; j += together * simd::lanes)
        products_at<together, simd::Vector>(x, z_columns + j, d, stride, products + j);
    for (; j + simd::lanes <= n; j += simd::lanes)
        products_at<1, simd::Vector>(x, z_columns + j, d, stride, products + j);
    for (; j < n; ++j) products_at<1, double>(x, z_columns + j, d, stride, products + j);
}

void first_pairs(double weight_variance, double bias_variance, double d, double root_x, const double* root_z,
                 const PairRow& row) {
    for_each_vector(row.n, [&](std::size_t j, auto lane) {
        using V = decltype(lane);
        const V kernel = weight_variance * load_as(row.nngp + j, V{}) / d + bias_variance;
        const V scale = root_x * load_as(root_z + j, V{});
        const V correlation = select(scale > 0.0, kernel / scale, broadcast(0.0, V{}));
        store_as(row.nngp + j, kernel);
        store_as(row.ntk + j, kernel);
        store_as(row.one_minus + j, V(1.0 - correlation));
        store_as(row.one_plus + j, V(1.0 + correlation));
    });
}

void sharpen_near_pairs(const InputRow& inputs, const PairRow& row) {
    std::optional<Pivot> pivot;  // many rows have no pair that needs it
    for_each_vector(row.n, [&](std::size_t j, auto lane) {
        using V = decltype(lane);
        const V minus = load_as(row.one_minus + j, V{}), plus = load_as(row.one_plus + j, V{});
        const auto near = smaller(minus, plus) < 0.0625;
        if (!simd::any(near)) return;
        if (!pivot) pivot = pivot_of(inputs);
        const V product = larger(broadcast(0.0, V{}), sine_squared<V>(inputs, *pivot, j));
        const auto parallel = minus < plus;
        store_as(row.one_minus + j, select(near & parallel, product / plus, minus));
        store_as(row.one_plus + j, select(near & !parallel, product / minus, plus));
    });
}

}  // namespace NTK_ISA
}  // namespace ntk::kernels
