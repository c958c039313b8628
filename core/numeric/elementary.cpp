#include "core/numeric/elementary.hpp"

#include "core/numeric/dispatch.hpp"

namespace ntk::numeric {

#define DECLARE(isa)                                                                                         \
    namespace isa {                                                                                          \
    Map exp, expm1, log, log1p, sinpi, cospi, arcvers, arcvers_dual, acos, asin, sin_minus_x_cos, erf, tanh; \
    void atan2(const double* y, const double* x, double* angle, std::size_t n);                              \
    }
NTK_FOR_EACH_ISA(DECLARE)
#undef DECLARE

void exp(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(exp)(x, y, n);
}
void expm1(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(expm1)(x, y, n);
}
void log(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(log)(x, y, n);
}
void log1p(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(log1p)(x, y, n);
}
void sinpi(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(sinpi)(x, y, n);
}
void cospi(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(cospi)(x, y, n);
}
void arcvers(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(arcvers)(x, y, n);
}
void arcvers_dual(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(arcvers_dual)(x, y, n);
}
void acos(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(acos)(x, y, n);
}
void asin(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(asin)(x, y, n);
}
void sin_minus_x_cos(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(sin_minus_x_cos)(x, y, n);
}
void erf(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(erf)(x, y, n);
}
void tanh(const double* x, double* y, std::size_t n) {
    NTK_DISPATCH(tanh)(x, y, n);
}
void atan2(const double* y, const double* x, double* angle, std::size_t n) {
    NTK_DISPATCH(atan2)(y, x, angle, n);
}

}  // namespace ntk::numeric
