// Reductions of one array. A sum has one order, which depends only on the array's length.
//
// There are eight logical lanes, whatever the width of a register. Lane l starts at +0 and adds the terms l, l + 8,
// l + 16 … in order. Then lanes are added in pairs: l and l + 4, then l and l + 2, then l and l + 1. A term that is a
// product is added by fma, so product and sum are rounded together. For n terms the error is at most (n/8 + 3) · 2⁻⁵³
// of the sum of the terms' magnitudes.
#pragma once

#include <cstddef>
#include <vector>

namespace ntk::numeric {

/// A sum of products x[i] y[i] that come in pieces. The length of each piece but the last must be a multiple of eight.
class ProductSum {
public:
    void add(const double* x, const double* y, std::size_t n);
    double value() const;

private:
    double lane_[8] = {};
};

/// x[0] + … + x[n-1]; +0 where n = 0.
double sum(const double* x, std::size_t n);

/// x[0] y[0] + … + x[n-1] y[n-1]; +0 where n = 0.
double dot(const double* x, const double* y, std::size_t n);

/// x[0]² + … + x[n-1]²; +0 where n = 0.
double sum_of_squares(const double* x, std::size_t n);

/// sum(x, n) / n. Throws std::invalid_argument where n = 0.
double mean(const double* x, std::size_t n);

/// The middle value in order of size, or the mean of the two in the middle. Throws std::invalid_argument where x is
/// empty.
double median(std::vector<double> x);

/// Whether none of x[0], …, x[n-1] is infinite or NaN.
bool all_finite(const double* x, std::size_t n);

}  // namespace ntk::numeric
