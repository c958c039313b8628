// The elementary functions over arrays, in the instruction set in use (numeric/dispatch.hpp). Each value has the bits
// of the scalar template of the same name, whose header states its domain and its error.
//
// Call both forms with their namespace: numeric::exp(x). After a using-directive exp(x) would call libm's
// ::exp(double), which is preferred because it is no template.
#pragma once

#include <cstddef>

namespace ntk::numeric {

/// y[i] = f(x[i]) for i < n. y may be x, but not overlap it otherwise.
using Map = void(const double* x, double* y, std::size_t n);
Map exp, expm1, log, log1p, sinpi, cospi, arcvers, arcvers_dual, acos, asin, sin_minus_x_cos, erf, tanh;

/// angle[i] = atan2(y[i], x[i]) for i < n. angle may be y or x.
void atan2(const double* y, const double* x, double* angle, std::size_t n);

}  // namespace ntk::numeric
