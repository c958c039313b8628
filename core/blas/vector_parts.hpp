// Loads and stores parts of vectors, and transposes small blocks. Only *.simd.cpp files may include this.
#pragma once

#include <utility>

#include "core/blas/view.hpp"
#include "core/numeric/simd.hpp"

namespace ntk::blas::NTK_ISA {

constexpr int line = 8;  // doubles in a cache line

#if defined(__AVX2__) && !defined(__AVX512F__)
/// A mask whose bits are all ones in the first `count` lanes.
inline __m256i first_lanes(Index count) {
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
}
#endif

/// Loads the first `count` elements at p, 0 < count <= lanes. Memory behind them is not touched.
inline simd::Vector load_part(const double* p, Index count) {
#if defined(__AVX512F__)
    return reinterpret_cast<simd::Vector>(_mm512_maskz_loadu_pd(static_cast<__mmask8>((1U << count) - 1), p));
#elif defined(__AVX2__)
    return reinterpret_cast<simd::Vector>(_mm256_maskload_pd(p, first_lanes(count)));
#else
    simd::Vector x{};
    for (int l = 0; l < simd::lanes; ++l)
        if (l < count) x[l] = p[l];
    return x;
#endif
}

inline void store_part(double* p, Index count, simd::Vector x) {
#if defined(__AVX512F__)
    _mm512_mask_storeu_pd(p, static_cast<__mmask8>((1U << count) - 1), reinterpret_cast<__m512d>(x));
#elif defined(__AVX2__)
    // No masked store, because AMD's processors take a dozen cycles for one.
    const auto whole = reinterpret_cast<__m256d>(x);
    if (count == 4) return _mm256_storeu_pd(p, whole);
    __m128d half = _mm256_castpd256_pd128(whole);
    if (count >= 2) {
        _mm_storeu_pd(p, half);
        half = _mm256_extractf128_pd(whole, 1);
    }
    if (count % 2 == 1) _mm_store_sd(p + count - 1, half);
#else
    for (int l = 0; l < simd::lanes; ++l)
        if (l < count) p[l] = x[l];
#endif
}

/// Exchanges the off-diagonal blocks of side `Side` in each 2 Side × 2 Side block of two rows that are Side apart.
template <int Side, int... Column>
inline void exchange(simd::Vector& x, simd::Vector& y, std::integer_sequence<int, Column...>) {
    const simd::Vector upper =
        __builtin_shufflevector(x, y, ((Column & Side) == 0 ? Column : simd::lanes + Column - Side)...);
    y = __builtin_shufflevector(x, y, ((Column & Side) == 0 ? Column + Side : simd::lanes + Column)...);
    x = upper;
}

template <int Side, int Rows>
inline void exchange_all(simd::Vector (&rows)[Rows]) {
#pragma GCC unroll 8
    for (int i = 0; i < Rows; ++i)
        if ((i & Side) == 0) exchange<Side>(rows[i], rows[i + Side], std::make_integer_sequence<int, simd::lanes>());
}

/// A vector of half a vector from each of two places.
inline simd::Vector join(const double* lower, const double* upper) {
#if defined(__AVX512F__)
    return reinterpret_cast<simd::Vector>(
        _mm512_maskz_insertf64x4(0xff, _mm512_castpd256_pd512(_mm256_loadu_pd(lower)), _mm256_loadu_pd(upper), 1));
#elif defined(__AVX2__)
    return reinterpret_cast<simd::Vector>(
        _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_loadu_pd(lower)), _mm_loadu_pd(upper), 1));
#else
    return simd::Vector{*lower, *upper};
#endif
}

/// In the lower half and in the upper half, rows[i][j] becomes rows[j][i].
inline void transpose_halves(simd::Vector (&rows)[simd::lanes / 2]) {
    if constexpr (simd::lanes > 4) exchange_all<2>(rows);
    if constexpr (simd::lanes > 2) exchange_all<1>(rows);
}

/// rows[i][j] becomes rows[j][i].
inline void transpose(simd::Vector (&rows)[simd::lanes]) {
    if constexpr (simd::lanes > 4) exchange_all<4>(rows);
    if constexpr (simd::lanes > 2) exchange_all<2>(rows);
    exchange_all<1>(rows);
}

}  // namespace ntk::blas::NTK_ISA
