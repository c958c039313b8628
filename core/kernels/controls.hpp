// Control kernels: they know nothing of networks. Where they predict as much like the NTK as the NNGP does, that
// likeness says little about networks.
#pragma once

#include <xtensor/xtensor.hpp>

namespace ntk::kernels {

/// Median of the distances between different rows of x (n, d), n ≥ 2; the upper of the two middle ones.
double median_distance(const xt::xtensor<double, 2>& x);

/// exp(−‖x − z‖²/(2 b²)), (n, m). `bandwidth` b > 0.
xt::xtensor<double, 2> gaussian_kernel(const xt::xtensor<double, 2>& x, const xt::xtensor<double, 2>& z,
                                       double bandwidth);

/// exp(−‖x − z‖/b), (n, m).
xt::xtensor<double, 2> laplace_kernel(const xt::xtensor<double, 2>& x, const xt::xtensor<double, 2>& z,
                                      double bandwidth);

}  // namespace ntk::kernels
