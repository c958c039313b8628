// Named, counter-based random streams. A number depends only on the study's seed, the stream's name and the number's
// index, and never on the order of calls or on what other threads or machines do.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/numeric/arrays.hpp"

namespace ntk::random {

/// The generator Philox4x32-10 (Salmon et al. 2011; Random123). Its key comes from seed and name, its counter is the
/// index.
class Stream {
public:
    /// `name` says what the numbers are for, and where: "weights/layer=2/split=0/start=1".
    Stream(std::uint64_t seed, std::string_view name);

    /// The i-th uniform number, a multiple of 2^-53 in [0, 1).
    double uniform(std::uint64_t i) const;

    /// The i-th standard normal number (Box–Muller on the uniforms of the same pair).
    double normal(std::uint64_t i) const;

    /// The numbers 0, 1, 2 … of the stream as a matrix (rows, columns), row-major.
    Matrix uniforms(std::size_t rows, std::size_t columns) const;
    Matrix normals(std::size_t rows, std::size_t columns) const;

    /// An order of 0 … n−1, all orders being equally likely (Fisher–Yates; n < 2^32).
    std::vector<std::size_t> permutation(std::size_t n) const;

private:
    std::array<double, 2> uniform_pair(std::uint64_t pair) const;
    std::array<double, 2> normal_pair(std::uint64_t pair) const;

    std::array<std::uint32_t, 2> key_;
};

}  // namespace ntk::random
