// The loops of elementary.hpp, which are compiled once for each instruction set.
#include <cstddef>
#include <cstring>

#include "core/numeric/erf.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/inverse_trigonometry.hpp"
#include "core/numeric/log.hpp"
#include "core/numeric/sin_minus_x_cos.hpp"
#include "core/numeric/tanh.hpp"
#include "core/numeric/trigonometry.hpp"
#include "core/numeric/versine.hpp"

namespace ntk::numeric {
inline namespace NTK_ISA {
namespace {

using simd::Vector;
constexpr std::size_t lanes = simd::lanes;

// Loads the last, incomplete vector, filled up with zeros.
Vector load_some(const double* x, std::size_t count) {
    if (count >= lanes) return simd::load(x);
    Vector v{};
    std::memcpy(&v, x, count * sizeof(double));
    return v;
}

void store_some(double* y, Vector v, std::size_t count) {
    if (count >= lanes)
        simd::store(y, v);
    else
        std::memcpy(y, &v, count * sizeof(double));
}

template <class Function>
void map(const double* x, double* y, std::size_t n, Function f) {
    for (std::size_t i = 0; i < n; i += lanes) store_some(y + i, f(load_some(x + i, n - i)), n - i);
}

}  // namespace

void exp(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return exp(v); });
}
void expm1(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return expm1(v); });
}
void log(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return log(v); });
}
void log1p(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return log1p(v); });
}
void sinpi(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return sinpi(v); });
}
void cospi(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return cospi(v); });
}
void arcvers(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return arcvers(v); });
}
void arcvers_dual(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return arcvers_dual(v); });
}
void acos(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return acos(v); });
}
void asin(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return asin(v); });
}
void sin_minus_x_cos(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return sin_minus_x_cos(v); });
}
void erf(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return erf(v); });
}
void tanh(const double* x, double* y, std::size_t n) {
    map(x, y, n, [](Vector v) { return tanh(v); });
}
void atan2(const double* y, const double* x, double* angle, std::size_t n) {
    for (std::size_t i = 0; i < n; i += lanes)
        store_some(angle + i, atan2(load_some(y + i, n - i), load_some(x + i, n - i)), n - i);
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
