// A vector of doubles, as wide as the registers of the instruction set that this file is compiled for.
//
// It is used in two ways:
//  - in *.simd.cpp files, which are compiled once for each instruction set (NTK_ISA is its name, as in dispatch.hpp);
//  - in ordinary files, where NTK_ISA is not set and only the forms for `double` are used.
// Everything is in a namespace named after the instruction set. Otherwise the linker could take a function that was
// compiled for a wider machine into code that runs on a narrower one. For the same reason *.simd.cpp files must not
// instantiate templates of the standard library.
//
// The functions below have one form for `double` and one for `Vector`, so that a function template written with them
// gives the same bits lane by lane.
#pragma once

#include <cstdint>
#include <cstring>

#ifndef NTK_ISA
#define NTK_ISA portable
#endif

#if defined(__AVX512F__) || defined(__AVX2__)
#include <immintrin.h>
#elif defined(__SSE2__) && !defined(__EMSCRIPTEN__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace ntk::simd {
inline namespace NTK_ISA {

#if defined(__AVX512F__)
inline constexpr int lanes = 8;
#elif defined(__AVX2__)
inline constexpr int lanes = 4;
#else
inline constexpr int lanes = 2;
#endif

using Vector = double __attribute__((vector_size(8 * lanes)));
using Integers = std::int64_t __attribute__((vector_size(8 * lanes)));

/// The type of a comparison's result, and of the bits, of `double` or `Vector`.
template <class V>
struct Traits;
template <>
struct Traits<double> {
    using Bits = std::int64_t;
    using Mask = bool;
};
template <>
struct Traits<Vector> {
    using Bits = Integers;
    using Mask = Integers;  // a lane's bits are all ones where it is true, all zeros where not
};
template <class V>
using Bits = typename Traits<V>::Bits;
template <class V>
using Mask = typename Traits<V>::Mask;

inline double broadcast(double x, double) {
    return x;
}
inline Vector broadcast(double x, Vector) {
    return x - Vector{};
}

inline double select(bool mask, double yes, double no) {
    return mask ? yes : no;
}
inline Vector select(Integers mask, Vector yes, Vector no) {
    return mask ? yes : no;
}
inline std::int64_t select(bool mask, std::int64_t yes, std::int64_t no) {
    return mask ? yes : no;
}
inline Integers select(Integers mask, Integers yes, Integers no) {
    return mask ? yes : no;
}

inline bool any(bool mask) {
    return mask;
}
inline bool any(Integers mask) {
#if defined(__SSE2__) && !defined(__AVX2__) && !defined(__EMSCRIPTEN__)
    return _mm_movemask_pd(reinterpret_cast<__m128d>(mask)) != 0;
#elif defined(__wasm_simd128__)
    return wasm_v128_any_true(reinterpret_cast<v128_t>(mask));
#else
    std::int64_t found = 0;
    for (int i = 0; i < lanes; ++i) found |= mask[i];
    return found != 0;
#endif
}

inline std::int64_t to_bits(double x) {
    std::int64_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}
inline Integers to_bits(Vector x) {
    return reinterpret_cast<Integers>(x);
}
inline double from_bits(std::int64_t bits) {
    double x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}
inline Vector from_bits(Integers bits) {
    return reinterpret_cast<Vector>(bits);
}

template <class V>
inline V abs(V x) {
    return from_bits(to_bits(x) & 0x7fffffffffffffff);
}
/// |x| with the sign of s.
template <class V>
inline V copysign(V x, V s) {
    return from_bits((to_bits(x) & 0x7fffffffffffffff) | (to_bits(s) & INT64_MIN));
}

inline double sqrt(double x) {
    return __builtin_sqrt(x);
}
inline Vector sqrt(Vector x) {
#if defined(__AVX512F__)
    // The masked form with all lanes on, because GCC 12 warns that its header's plain form is uninitialized.
    return reinterpret_cast<Vector>(_mm512_maskz_sqrt_pd(0xff, reinterpret_cast<__m512d>(x)));
#elif defined(__AVX2__)
    return reinterpret_cast<Vector>(_mm256_sqrt_pd(reinterpret_cast<__m256d>(x)));
#elif defined(__SSE2__) && !defined(__EMSCRIPTEN__)
    return reinterpret_cast<Vector>(_mm_sqrt_pd(reinterpret_cast<__m128d>(x)));
#elif defined(__aarch64__)
    return reinterpret_cast<Vector>(vsqrtq_f64(reinterpret_cast<float64x2_t>(x)));
#elif defined(__wasm_simd128__)
    return reinterpret_cast<Vector>(wasm_f64x2_sqrt(reinterpret_cast<v128_t>(x)));
#else
#error "no square root known for this machine's vectors"
#endif
}

inline Vector load(const double* p) {
    Vector x;
    std::memcpy(&x, p, sizeof x);
    return x;
}
inline void store(double* p, Vector x) {
    std::memcpy(p, &x, sizeof x);
}

}  // namespace NTK_ISA
}  // namespace ntk::simd
