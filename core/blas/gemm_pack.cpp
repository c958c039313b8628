#include "core/blas/gemm_pack.hpp"

#include <algorithm>

namespace ntk::blas {

void pack(ConstView src, Index depth, Index count, Index width, double* panels) {
    for (Index first = 0; first < count; first += width, panels += depth * width) {
        const Index used = std::min(width, count - first);
        const ConstView panel = src.from(0, first);
        if (src.column == 1) {
            for (Index p = 0; p < depth; ++p) {
                std::copy_n(&panel(p, 0), used, panels + p * width);
                std::fill(panels + p * width + used, panels + (p + 1) * width, 0.0);
            }
        } else {
            for (Index j = 0; j < used; ++j)
                for (Index p = 0; p < depth; ++p) panels[p * width + j] = panel(p, j);
            for (Index j = used; j < width; ++j)
                for (Index p = 0; p < depth; ++p) panels[p * width + j] = 0;
        }
    }
}

}  // namespace ntk::blas
