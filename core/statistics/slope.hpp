// Fits a straight line to points by least squares.
#pragma once

#include <vector>

namespace ntk::statistics {

struct Line {
    double intercept, slope;
};

/// The line that makes Σ (y_i − intercept − slope x_i)² least. Throws std::invalid_argument for fewer than two points,
/// arrays that differ in length, or x that are all equal.
Line least_squares_line(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace ntk::statistics
