// Control kernels, which know nothing of networks. Where their predictions are as much like those of the NTK as the
// NNGP kernel's are, that likeness says little about networks.
#pragma once

#include "core/numeric/arrays.hpp"

namespace ntk::kernels {

/// The median of the distances between different rows of x (n, d), for use as a bandwidth. Of an even number of
/// distances it is the upper one of the two in the middle. Where over half of the pairs coincide, as rows of zeros and
/// ones may, only the distances above 0 count. Where all pairs coincide the result is 1, so it is always positive.
/// Throws std::invalid_argument where n < 2.
double median_distance(const Matrix& x);

/// The Gaussian kernel exp(−‖x − z‖²/(2 b²)) of bandwidth b, (n, m), between all rows of x (n, d) and of z (m, d).
/// Throws std::invalid_argument where the rows differ in length or the bandwidth is not positive.
Matrix gaussian_kernel(const Matrix& x, const Matrix& z, double bandwidth);

/// The Laplace kernel exp(−‖x − z‖/b), with the same shapes and errors.
Matrix laplace_kernel(const Matrix& x, const Matrix& z, double bandwidth);

}  // namespace ntk::kernels
