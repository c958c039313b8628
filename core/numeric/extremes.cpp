#include "core/numeric/extremes.hpp"

#include <algorithm>
#include <cmath>

#include "core/numeric/floating.hpp"

namespace ntk::numeric {

int extreme_exponent(const double* x, std::size_t n) {
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) largest = std::max(largest, std::fabs(x[i]));
    if (largest == 0 || (largest >= 0x1p-400 && largest <= 0x1p400)) return 0;
    int exponent = 0;
    if (largest < 0x1p-1000) {  // a subnormal has no exponent of its own
        largest *= 0x1p100;
        exponent = -100;
    }
    return exponent + static_cast<int>(simd::to_bits(largest) >> 52) - 1023;
}

double scaled(double x, int k) {
    return detail::scale(x, static_cast<double>(k));
}

}  // namespace ntk::numeric
