// Control kernels: they know nothing of networks. Where they predict as much like the NTK as the NNGP does, that
// likeness says little about networks.
#pragma once

#include "core/numeric/arrays.hpp"

namespace ntk::kernels {

/// Median of the distances between different rows of x (n, d), n ≥ 2; the upper of the two middle ones. Where over half
/// of the pairs coincide, as rows of zeros and ones do, that of the other distances; 1 where all coincide: so it is
/// always a bandwidth.
double median_distance(const Matrix& x);

/// exp(−‖x − z‖²/(2 b²)), (n, m). `bandwidth` b > 0.
Matrix gaussian_kernel(const Matrix& x, const Matrix& z, double bandwidth);

/// exp(−‖x − z‖/b), (n, m).
Matrix laplace_kernel(const Matrix& x, const Matrix& z, double bandwidth);

}  // namespace ntk::kernels
