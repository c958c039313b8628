// One layer of a deep narrow network (narrow.hpp), for many points at once. Compiled for each instruction set.
//
// Arrays of points hold a row for each unit, and in it a number for each point. Their number of points is a multiple of
// eight. Sums over points are in eight lanes, as those of numeric/reduce.hpp are.
#pragma once

#include <cstddef>

#include "core/numeric/dispatch.hpp"

namespace ntk::network {

/// How many units a layer takes and gives.
struct LayerUnits {
    std::size_t inputs, outputs;
};

#define NTK_DECLARE(isa)                                                                                          \
    namespace isa {                                                                                               \
    void narrow_forward(LayerUnits units, const double* weights, const double* biases, std::size_t points,        \
                        bool rectify, const double* below, double* above);                                        \
    void narrow_gradient(LayerUnits units, std::size_t points, const double* below, const double* deltas,         \
                         double* gradient);                                                                       \
    void narrow_backward(LayerUnits units, const double* weights, std::size_t points, const double* below,        \
                         const double* deltas, double* deltas_below);                                             \
    void narrow_add_kernel(LayerUnits units, std::size_t points_x, const double* below_x, const double* deltas_x, \
                           std::size_t points_z, const double* below_z, const double* deltas_z, double* kernel);  \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

/// above = W below + b, and where `rectify` says so what is negative becomes 0. W (outputs, inputs) is row-major.
inline void narrow_forward(LayerUnits units, const double* weights, const double* biases, std::size_t points,
                           bool rectify, const double* below, double* above) {
    NTK_DISPATCH(narrow_forward)(units, weights, biases, points, rectify, below, above);
}

/// The derivatives by W and then by b, of which there are outputs · (inputs + 1), from those by W below + b, which
/// are `deltas`.
inline void narrow_gradient(LayerUnits units, std::size_t points, const double* below, const double* deltas,
                            double* gradient) {
    NTK_DISPATCH(narrow_gradient)(units, points, below, deltas, gradient);
}

/// The derivatives by what the layer below computed before it was rectified to `below`.
inline void narrow_backward(LayerUnits units, const double* weights, std::size_t points, const double* below,
                            const double* deltas, double* deltas_below) {
    NTK_DISPATCH(narrow_backward)(units, weights, points, below, deltas, deltas_below);
}

/// Adds the layer's part of the empirical NTK to kernel (points_x, points_z): for points i and j it is
/// (1 + below_x(i) · below_z(j)) (deltas_x(i) · deltas_z(j)).
inline void narrow_add_kernel(LayerUnits units, std::size_t points_x, const double* below_x, const double* deltas_x,
                              std::size_t points_z, const double* below_z, const double* deltas_z, double* kernel) {
    NTK_DISPATCH(narrow_add_kernel)(units, points_x, below_x, deltas_x, points_z, below_z, deltas_z, kernel);
}

}  // namespace ntk::network
