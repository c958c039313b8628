// What the vector code of this folder shares. It takes a row of numbers a whole vector at a time, and the rest of the
// row one by one. Both go through the same templates, so a number's bits do not depend on where in the row it stands.
#pragma once

#include <cstddef>

#include "core/numeric/simd.hpp"

namespace ntk::kernels::lanes {
inline namespace NTK_ISA {

inline double load_as(const double* p, double) {
    return *p;
}
inline simd::Vector load_as(const double* p, simd::Vector) {
    return simd::load(p);
}
inline void store_as(double* p, double x) {
    *p = x;
}
inline void store_as(double* p, simd::Vector x) {
    simd::store(p, x);
}

template <class V>
V smaller(V a, V b) {
    return simd::select(a < b, a, b);
}
template <class V>
V larger(V a, V b) {
    return simd::select(a < b, b, a);
}

/// Calls step(j, V{}) for the numbers of a row of n from j on: for whole vectors first, with V = simd::Vector, then one
/// by one, with V = double.
template <class Step>
void for_each_vector(std::size_t n, Step step) {
    std::size_t j = 0;
    for (; j + simd::lanes <= n; j += simd::lanes) step(j, simd::Vector{});
    for (; j < n; ++j) step(j, double{});
}

}  // namespace NTK_ISA
}  // namespace ntk::kernels::lanes
