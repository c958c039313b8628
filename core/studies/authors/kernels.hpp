// The nine kernels of the authors' experiment, as their code computes them and with the root of the correlation put
// back. They belong to this study alone; the kernels of infinitely wide networks are in core/kernels.
//
// For inputs x, z in R^d let g = x·z, k = 1 + g/d, k_x = 1 + |x|²/d. With a correlation c and δ = arccos c,
//   h = √(k_x k_z)/(2π) (sin δ + (π − δ) c),  D = (π − δ)/(2π)
// and h', D' the same of k' = 1 + 2h, k'_x = 1 + k_x. Then
//   GP1 = 1 + 2h                     GP2 = 1 + 2h'                               what ignores training (NNGP)
//   NTKA1 = 2 g D + 2 h              NTKA2 = 4 g D D' + 4 h D' + 2 h'            after Arora et al. 2019, see below
//   NTKB1 = 1 + 2h + 2D + 2 D g      NTKB2 = 1 + 2D' + 4D'D + 4 g D'D + 4D'h + 2h'    with biases
//   NTKJ1 = k D + h + 1              NTKJ2 = NTKJ1 D' + h' + 1                   after Jacot et al. 2018
//   K1 = 2 exp(−|x − z|/6)                                                       Laplace: knows of no network
// NTKA has no biases: its h and D are those of g, |x|², |z|² in place of k, k_x, k_z, its h' and D' those of 2h, |x|²,
// |z|².
//
// A correlation is c = k/√(k_x k_z). The code has c = k/(k_x k_z), without the root, in both layers. At |x| = 1 that
// changes nothing in NTKA; in the others c(x, x) is d/(d + 1) instead of 1, so that the kink at x = z is gone.
// Source: the public repository NTK-Issues of one of the authors, January 2025.
#pragma once

#include <cstddef>
#include <vector>

#include "core/numeric/arrays.hpp"

namespace ntk::studies::authors {

enum class Correlation { as_coded, root_put_back };

inline constexpr const char* kernel_names[] = {"GP1",   "GP2",   "NTKA1", "NTKA2", "NTKB1",
                                               "NTKB2", "NTKJ1", "NTKJ2", "K1"};
inline constexpr std::size_t kernel_count = std::size(kernel_names);
enum Kernel : std::size_t { gp1, gp2, ntka1, ntka2, ntkb1, ntkb2, ntkj1, ntkj2, k1 };

/// The hidden layers that a kernel stands for; K1 has none.
constexpr std::size_t kernel_layers(std::size_t kernel) {
    return kernel == k1 ? 0 : 1 + kernel % 2;
}

/// All nine kernels between the rows of x (n, d), none of which may be 0. Each is (n, n) and symmetric; they come in
/// the order of kernel_names. The relative error is at most 1e-14 for inputs that are equal or not nearly parallel. In
/// between it grows, because an angle δ is known only to 1e-16/δ.
std::vector<Matrix> nine_kernels(const Matrix& x, Correlation correlation);

}  // namespace ntk::studies::authors
