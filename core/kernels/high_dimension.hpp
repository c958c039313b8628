// What the kernels of wide networks with centred activations (centred_layers.hpp) are equivalent to where the inputs
// are many and of high dimension: n rows of p columns, drawn from a mixture of classes, n and p growing together (Gu et
// al. 2022, theorems 1 and 2; derived again in the paper, "Compressed"). Let a row of class a be x = (μ_a + ω)/√p with
// ω of mean 0 and covariance C_a, τ_0² the mean of |x|², δ_i = |ω_i|²/p − τ_0² and S_ab = tr(C_a C_b)/p. Both the
// conjugate kernel, the covariance of the outputs, and the tangent kernel then differ from
//   linear · x_i·x_j + norms · δ_i δ_j + products · S_{a(i) a(j)}/p + (diagonal − linear · τ_0²) 1{i = j}
// by a matrix whose spectral norm tends to 0. The four coefficients depend on the activations' moments alone. That is
// so for normal weights; law_correction says what others add.
#pragma once

#include <cstddef>
#include <vector>

#include "core/kernels/centred_layers.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::kernels {

struct EquivalentCoefficients {
    double linear, norms, products;  // α1, α2, α3 of the conjugate kernel, β1, β2, β3 of the tangent kernel
    double diagonal;                 // τ_L² of the conjugate kernel, κ_L² of the tangent kernel
};

struct Equivalent {
    EquivalentCoefficients conjugate, tangent;
};

/// The coefficients after all layers, at least one, from (1, 0, 0, τ_0²) for both and α4 = 1 for how far |h|² follows
/// |x|². With a layer's moments first, second, square_second, variance, slope_square, and all on the right of before
/// the layer but for the α in β,
///   α1 ← first² α1,  α2 ← first² α2 + second² α4²/4,  α3 ← first² α3 + second² α1²/2,  α4 ← square_second α4/2,
///   β1 ← α1 + first² β1,  β2 ← α2 + first² β2,  β3 ← α3 + first² β3 + second² α1 β1 (α1 of before),
///   τ² ← variance,  κ² ← variance + slope_square κ².
Equivalent equivalent_coefficients(double tau0, const std::vector<CentredLayer>& layers);

/// What the equivalents know of n rows: of which class each is, and the classes' figures.
struct MixtureRows {
    std::vector<std::size_t> group;  // (n)
    Vector spread;                   // |ω_i|²/p (n)
    Matrix products;                 // S (classes, classes)
    double tau0;
};

/// The figures of rows x (n, p) whose class means μ (classes, p) and products S are given. Throws
/// std::invalid_argument where shapes do not fit.
MixtureRows mixture_rows(const Matrix& x, const std::vector<std::size_t>& group, const Matrix& means,
                         const Matrix& products);

/// The same with each class's mean and covariance as the rows themselves have them. Every class must have a row.
MixtureRows mixture_rows(const Matrix& x, const std::vector<std::size_t>& group);

/// The equivalent matrix (n, n) of rows x (n, p), which are not yet divided by √p.
Matrix equivalent_kernel(const Matrix& x, const MixtureRows& rows, const EquivalentCoefficients& coefficients);

/// What weights of excess kurtosis κ = E w⁴ − 3, and later layers of finite width, add to the conjugate kernel of rows
/// x (n, p), to the leading order; (n, n), 0 on the diagonal. Given its inputs, a unit's pre-activations of two rows
/// are sums of independent terms, whose joint cumulant of order (2, 2) is κ Σ_k x_ik² x_jk²/p² in the first layer. By
/// Edgeworth's expansion that adds a quarter of it times second² to E[σ(u) σ(v)]. In a later layer of m inputs it is
/// κ τ⁴/m, and the square of the covariance, which also counts with second²/2, varies by τ⁴/m. So a layer adds
///   second²/4 · κ Σ_k x_ik² x_jk²/p²  (the first),  second²/4 · (κ + 2) τ⁴/width  (each later one),
/// times first² of all layers after it. All entries are alike and of order 1/p, so the norm is of order κ n/p: it
/// does not vanish as n and p grow together, unless κ = 0.
Matrix law_correction(const Matrix& x, const std::vector<CentredLayer>& layers, double kurtosis, std::size_t width);

/// √(mean |x|²/p), τ_0 of rows x (n, p).
double input_scale(const Matrix& x);

}  // namespace ntk::kernels
