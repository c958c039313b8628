// What the vector code of this room shares: a row of numbers taken a whole vector at a time and its rest one by one, by
// the same templates, so that a number's bits do not depend on where in the row it stands.
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

/// Calls step(j, V{}) over the row: whole vectors first, then one by one.
template <class Step>
void for_each_vector(std::size_t n, Step step) {
    std::size_t j = 0;
    for (; j + simd::lanes <= n; j += simd::lanes) step(j, simd::Vector{});
    for (; j < n; ++j) step(j, double{});
}

}  // namespace NTK_ISA
}  // namespace ntk::kernels::lanes
