// fma(a, b, c) = a b + c with one rounding (IEEE 754's fusedMultiplyAdd). It is the multiply-add of every inner
// product, and has the same bits whether an instruction computes it or the form in `software`. Any operands are
// allowed; the bits of a NaN have no meaning. product_error() uses it too, for which it makes no difference but in
// speed. Nothing else in core/ may fuse a product with a sum.
//
// The software form, with fl for a rounded result, takes p = fl(a b) and its error by Dekker's product, and
// s = fl(p + c) and its error by Knuth's sum. With w = fl(sum of both errors) the result is fl(s + w), unless the
// rounding of w decides it. To notice that, w is moved by two units of its last place to either side: where both give
// the same result, so does every number between. Where they do not, w is rounded to odd (Boldo and Melquiond,
// "Emulation of a FMA and correctly rounded sums", 2008), which is allowed because |w| is at most 1.5 units in the last
// place of s wherever it is rounded at all. Where a product's error underflows or something overflows, integers are
// used. All this is ten to twenty times slower than a product and a sum.
#pragma once

#include "core/numeric/simd.hpp"

namespace ntk::simd {
inline namespace NTK_ISA {

// NTK_PLAIN_MULTIPLY_ADD asks for two roundings. It is for the instruction set `plain` (dispatch.hpp), whose bits
// differ.
#if defined(__FMA__) || defined(__AVX512F__) || defined(__aarch64__) || defined(__wasm_relaxed_simd__) || \
    defined(NTK_PLAIN_MULTIPLY_ADD)
inline constexpr bool fma_in_software = false;
#else
inline constexpr bool fma_in_software = true;
#endif

namespace software {

/// A number, its upper 26 bits (rounded) and the rest, by Veltkamp's splitting. Products of such parts are exact. From
/// 2^997 on the parts are NaN.
template <class V>
struct Factor {
    V whole, high, low;
};
template <class V>
inline Factor<V> split(V x) {
    const V shifted = 0x8000001p0 * x;
    const V high = shifted - (shifted - x);
    return {x, high, x - high};
}

/// Whether x is 0 or large enough that the product of two such numbers has an error that is a double.
template <class V>
inline Mask<V> product_is_sure(V x) {
    return (abs(x) >= 0x1p-485) | (x == 0.0);
}

/// p − a b exactly, for p = fl(a b), where nothing under- or overflows (Dekker 1971). What is zero is +0.
template <class V>
inline V excess(const Factor<V>& a, const Factor<V>& b, V p) {
    return (((p - a.high * b.high) - a.high * b.low) - a.low * b.high) - a.low * b.low;
}

/// a b + c = sum − product_error − sum_error exactly, where nothing over- or underflows. An error that is zero is +0,
/// so that sum − error keeps the sign of a sum that is zero.
template <class V>
struct Expansion {
    V sum, product_error, sum_error;
};
template <class V>
inline Expansion<V> expand(const Factor<V>& a, const Factor<V>& b, V c) {
    const V product = a.whole * b.whole;
    const V sum = product + c;
    const V part = sum - product;
    return {sum, excess(a, b, product), ((sum - part) - product) + (part - c)};
}

/// The fma of any operands by integer arithmetic.
[[gnu::noinline]] inline double fma_by_integers(double a, double b, double c) {
    __extension__ using Wide = unsigned __int128;
    const auto finite = [](double x) { return x - x == 0; };
    if (!finite(a) || !finite(b) || a == 0 || b == 0) return a * b + c;  // the product is exact
    if (!finite(c)) return c;

    // value = (−1)^negative bits 2^exponent
    struct Number {
        bool negative;
        Wide bits;
        int exponent;
    };
    const auto read = [](double x) {
        const std::int64_t bits = to_bits(x), fraction = bits & 0xfffffffffffff;
        const int field = static_cast<int>(bits >> 52) & 0x7ff;
        return field == 0 ? Number{bits < 0, static_cast<Wide>(fraction), -1074}
                          : Number{bits < 0, static_cast<Wide>(fraction | 0x10000000000000), field - 1075};
    };
    // Shifts to the right. The last bit says whether anything was lost, so that later rounding is right.
    const auto shifted_right = [](Wide bits, int by) {
        if (by > 127) return static_cast<Wide>(bits != 0);
        const Wide kept = bits >> by;
        return kept << by == bits ? kept : kept | 1;
    };
    const auto raised = [](Number x) {  // shifts the highest bit to place 126
        while (x.bits != 0 && x.bits >> 126 == 0) {
            x.bits <<= 1;
            --x.exponent;
        }
        return x;
    };
    const Number x = read(a), y = read(b);
    Number larger = raised({x.negative != y.negative, x.bits * y.bits, x.exponent + y.exponent});
    Number smaller = raised(read(c));
    if (smaller.bits == 0) smaller.exponent = larger.exponent;
    if (smaller.exponent > larger.exponent) {
        const Number other = larger;
        larger = smaller;
        smaller = other;
    }
    // A product has 106 of the 127 bits. Where a shift loses bits, the difference below loses at most one place at its
    // upper end, so the twenty spare bits suffice.
    smaller.bits = shifted_right(smaller.bits, larger.exponent - smaller.exponent);
    if (larger.negative == smaller.negative) {
        larger.bits += smaller.bits;
    } else if (larger.bits >= smaller.bits) {
        larger.bits -= smaller.bits;
    } else {
        larger.bits = smaller.bits - larger.bits;
        larger.negative = smaller.negative;
    }
    if (larger.bits == 0) return 0.0;
    if (larger.bits >> 127 != 0) {
        larger.bits = shifted_right(larger.bits, 1);
        ++larger.exponent;
    }
    larger = raised(larger);

    // Rounds to 53 bits, or to a multiple of the least subnormal number, ties to even.
    const int last = larger.exponent + 74 > -1074 ? larger.exponent + 74 : -1074;
    const std::int64_t sign = larger.negative ? INT64_MIN : 0;
    if (last > 971) return from_bits(sign | 0x7ff0000000000000);
    const Wide doubled = shifted_right(larger.bits, last - larger.exponent - 2);  // two more bits: a half, and less
    const std::int64_t quarters = static_cast<std::int64_t>(doubled);
    std::int64_t units = quarters >> 2;
    const std::int64_t rest = quarters & 3;
    if (rest > 2 || (rest == 2 && (units & 1) != 0)) ++units;
    return from_bits(sign | ((static_cast<std::int64_t>(last + 1074) << 52) + units));
}

/// The fma of any operands, for those where quick_fma could not decide the last bit.
[[gnu::noinline]] inline double fma_by_rounding_to_odd(double a, double b, double c) {
    if (a != 0 && b != 0 && !(abs(a * b) >= 0x1p-968)) return fma_by_integers(a, b, c);
    const Expansion<double> x = expand(split(a), split(b), c);
    const double error = x.product_error + x.sum_error;
    if (!(abs(x.sum - error) < 0x1p1000)) return fma_by_integers(a, b, c);  // something may have overflowed
    const double part = error - x.product_error;
    const double lost = (x.product_error - (error - part)) + (x.sum_error - part);
    std::int64_t odd = to_bits(error);
    if (lost != 0 && (odd & 1) == 0) odd += (lost > 0) == (error > 0) ? 1 : -1;
    return x.sum - from_bits(odd);
}
[[gnu::noinline]] inline Vector fma_by_rounding_to_odd(Vector a, Vector b, Vector c) {
    for (int i = 0; i < lanes; ++i) c[i] = fma_by_rounding_to_odd(a[i], b[i], c[i]);
    return c;
}

template <class V>
struct Result {
    V value;
    Mask<V> unsure;
};
template <class V>
inline Result<V> quick_fma(const Factor<V>& a, const Factor<V>& b, V c) {
    const Expansion<V> x = expand(a, b, c);
    const V error = x.product_error + x.sum_error;
    const V margin = 0x1p-51 * error;
    const V spread = (x.sum - (error + margin)) - (x.sum - (error - margin));
    return {x.sum - error, spread != 0.0};  // true also for NaN, which any overflow gives
}

/// The fma for factors that product_is_sure is true of, and any c.
template <class V>
inline V fma(const Factor<V>& a, const Factor<V>& b, V c) {
    const Result<V> quick = quick_fma(a, b, c);
    if (__builtin_expect(any(quick.unsure), 0)) return fma_by_rounding_to_odd(a.whole, b.whole, c);
    return quick.value;
}

/// The fma for any operands.
template <class V>
inline V fma(V a, V b, V c) {
    const Result<V> quick = quick_fma(split(a), split(b), c);
    const Mask<V> underflows = (abs(a * b) < 0x1p-968) & (a != 0.0) & (b != 0.0);
    if (__builtin_expect(any(quick.unsure | underflows), 0)) return fma_by_rounding_to_odd(a, b, c);
    return quick.value;
}

}  // namespace software

inline Vector fma(Vector a, Vector b, Vector c) {
#if defined(NTK_PLAIN_MULTIPLY_ADD)
    return a * b + c;
#elif defined(__AVX512F__)
    return reinterpret_cast<Vector>(
        _mm512_fmadd_pd(reinterpret_cast<__m512d>(a), reinterpret_cast<__m512d>(b), reinterpret_cast<__m512d>(c)));
#elif defined(__FMA__)
    return reinterpret_cast<Vector>(
        _mm256_fmadd_pd(reinterpret_cast<__m256d>(a), reinterpret_cast<__m256d>(b), reinterpret_cast<__m256d>(c)));
#elif defined(__aarch64__)
    return reinterpret_cast<Vector>(vfmaq_f64(reinterpret_cast<float64x2_t>(c), reinterpret_cast<float64x2_t>(a),
                                              reinterpret_cast<float64x2_t>(b)));
#elif defined(__wasm_relaxed_simd__)
    return __builtin_wasm_relaxed_madd_f64x2(a, b, c);  // where a probe has shown that it fuses (wasm/relaxed)
#else
    return software::fma(a, b, c);
#endif
}
inline double fma(double a, double b, double c) {
#if defined(NTK_PLAIN_MULTIPLY_ADD)
    return a * b + c;
#elif defined(__wasm_relaxed_simd__)
    return fma(broadcast(a, Vector{}), broadcast(b, Vector{}), broadcast(c, Vector{}))[0];
#else
    if constexpr (fma_in_software)
        return software::fma(a, b, c);
    else
        return __builtin_fma(a, b, c);
#endif
}

/// The error a b − p of the rounded product p = fl(a b), with the bits of fma(a, b, −p) but for the sign of a zero. So
/// it is exact where it does not underflow.
template <class V>
inline V product_error(const software::Factor<V>& a, const software::Factor<V>& b, V p) {
#if !defined(NTK_PLAIN_MULTIPLY_ADD)
    if constexpr (!fma_in_software) return fma(a.whole, b.whole, -p);
#endif
    const V error = -software::excess(a, b, p);
    const auto sure = (abs(p) >= 0x1p-960) | (a.whole == 0.0) | (b.whole == 0.0);
    if (__builtin_expect(any(!(sure & (error - error == 0.0))), 0)) return software::fma(a.whole, b.whole, -p);
    return error;
}

}  // namespace NTK_ISA
}  // namespace ntk::simd
