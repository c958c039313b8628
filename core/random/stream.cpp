#include "core/random/stream.hpp"
#include "core/numeric/arrays.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/elementary.hpp"
#include "core/numeric/log.hpp"
#include "core/numeric/trigonometry.hpp"

namespace ntk::random {
namespace {

// Hashes the seed's bytes and the name by FNV-1a. Then comes the finaliser of SplitMix64, so that names that differ in
// one character give unrelated keys.
std::uint64_t key_of(std::uint64_t seed, std::string_view name) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    const auto mix = [&hash](std::uint64_t byte) { hash = (hash ^ byte) * 0x100000001b3u; };
    for (int i = 0; i < 8; ++i) mix((seed >> (8 * i)) & 0xff);
    for (const char c : name) mix(static_cast<unsigned char>(c));
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 31);
}

double to_unit_interval(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t bits = (std::uint64_t{high} << 32) | low;
    return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace

Stream::Stream(std::uint64_t seed, std::string_view name) {
    const std::uint64_t key = key_of(seed, name);
    key_ = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
}

std::array<double, 2> Stream::uniform_pair(std::uint64_t pair) const {
    const r123::Philox4x32::ctr_type counter = {
        {static_cast<std::uint32_t>(pair), static_cast<std::uint32_t>(pair >> 32), 0, 0}};
    const r123::Philox4x32::key_type key = {{key_[0], key_[1]}};
    const auto r = r123::Philox4x32()(counter, key);
    return {to_unit_interval(r[0], r[1]), to_unit_interval(r[2], r[3])};
}

std::array<double, 2> Stream::normal_pair(std::uint64_t pair) const {
    const auto [u, v] = uniform_pair(pair);
    // 1 − u lies in (0, 1], so its logarithm is finite.
    const double radius = std::sqrt(-2.0 * numeric::log(1.0 - u));
    return {radius * numeric::cospi(2.0 * v), radius * numeric::sinpi(2.0 * v)};
}

double Stream::uniform(std::uint64_t i) const {
    return uniform_pair(i / 2)[i % 2];
}
double Stream::normal(std::uint64_t i) const {
    return normal_pair(i / 2)[i % 2];
}

Matrix Stream::uniforms(std::size_t rows, std::size_t columns) const {
    Matrix result = Matrix::from_shape({rows, columns});
    for (std::size_t i = 0; i < result.size(); ++i) result.data()[i] = uniform(i);
    return result;
}

Matrix Stream::normals(std::size_t rows, std::size_t columns) const {
    Matrix result = Matrix::from_shape({rows, columns});
    const std::size_t n = result.size();
    // The same as normal_pair, but for blocks of pairs, so that the elementary functions run on whole vectors.
    constexpr std::size_t block = 256;
    double radius[block], cosine[block], sine[block];
    for (std::size_t first = 0; first < n / 2; first += block) {
        const std::size_t pairs = std::min(block, n / 2 - first);
        for (std::size_t i = 0; i < pairs; ++i) {
            const auto [u, v] = uniform_pair(first + i);
            radius[i] = 1.0 - u;
            cosine[i] = sine[i] = 2.0 * v;
        }
        numeric::log(radius, radius, pairs);
        numeric::cospi(cosine, cosine, pairs);
        numeric::sinpi(sine, sine, pairs);
        double* out = result.data() + 2 * first;
        for (std::size_t i = 0; i < pairs; ++i) {
            const double r = std::sqrt(-2.0 * radius[i]);
            out[2 * i] = r * cosine[i];
            out[2 * i + 1] = r * sine[i];
        }
    }
    if (n % 2 == 1) result.data()[n - 1] = normal(n - 1);
    return result;
}

std::vector<std::size_t> Stream::permutation(std::size_t n) const {
    std::vector<std::size_t> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = i;
    // The index to swap with is made of 53 random bits. Its bias is below 2^-21 for n < 2^32.
    for (std::size_t i = n; i-- > 1;) {
        const auto j = static_cast<std::size_t>(uniform(i) * static_cast<double>(i + 1));
        std::swap(order[i], order[j]);
    }
    return order;
}

}  // namespace ntk::random
