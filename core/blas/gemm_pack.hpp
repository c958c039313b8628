// Copies of operands in the order in which the kernel reads them.
#pragma once

#include "core/blas/view.hpp"

namespace ntk::blas {

/// Doubles that packing `depth` × `count` into panels of `width` takes.
inline Index packed_size(Index depth, Index count, Index width) {
    return depth * ((count + width - 1) / width) * width;
}

/// Element (p, j) of src, p < depth, j < count, to panel j / width, there to [p * width + j % width].
/// The last panel is filled up with zeros.
void pack(ConstView src, Index depth, Index count, Index width, double* panels);

}  // namespace ntk::blas
