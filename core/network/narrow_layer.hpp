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

struct NarrowLayer {
    /// above = W below + b, and where `rectify` says so what is negative becomes 0. W (outputs, inputs) is row-major.
    void (*forward)(LayerUnits units, const double* weights, const double* biases, std::size_t points, bool rectify,
                    const double* below, double* above);
    /// The derivatives by W and then by b, of which there are outputs · (inputs + 1), from those by W below + b, which
    /// are `deltas`.
    void (*gradient)(LayerUnits units, std::size_t points, const double* below, const double* deltas, double* gradient);
    /// The derivatives by what the layer below computed before it was rectified to `below`.
    void (*backward)(LayerUnits units, const double* weights, std::size_t points, const double* below,
                     const double* deltas, double* deltas_below);
    /// Adds the layer's part of the empirical NTK to kernel (points_x, points_z): for points i and j it is
    /// (1 + below_x(i) · below_z(j)) (deltas_x(i) · deltas_z(j)).
    void (*add_kernel)(LayerUnits units, std::size_t points_x, const double* below_x, const double* deltas_x,
                       std::size_t points_z, const double* below_z, const double* deltas_z, double* kernel);
};

#define NTK_DECLARE(isa)               \
    namespace isa {                    \
    const NarrowLayer& narrow_layer(); \
    }
NTK_FOR_EACH_ISA(NTK_DECLARE)
#undef NTK_DECLARE

}  // namespace ntk::network
