#include "core/flow/difference.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "core/numeric/decimal.hpp"
#include "core/numeric/simd.hpp"

namespace ntk::flow {
namespace {

std::string shown(double x) {
    return fmt::format("{:24}  {:#018x}  {:a}", numeric::shortest_decimal(x),
                       static_cast<std::uint64_t>(simd::to_bits(x)), x);
}

std::string shape_of(const xt::xarray<double>& array) {
    return array.dimension() == 0 ? "a scalar" : fmt::format("{}", fmt::join(array.shape(), " × "));
}

// "prediction[17]", "ntk.tuned[1, 40]": from the index in row-major order.
std::string place(const std::string& name, const xt::xarray<double>& array, std::size_t index) {
    std::string text;
    for (std::size_t axis = array.dimension(); axis-- > 0; index /= array.shape(axis))
        text = std::to_string(index % array.shape(axis)) + (text.empty() ? "" : ", ") + text;
    return name + "[" + text + "]";
}

// A name that only one side has.
template <class Map>
std::optional<Difference> one_sided(const std::string& what, const Map& expected, const Map& computed) {
    for (const auto& [name, value] : expected)
        if (computed.count(name) == 0) return Difference{DifferenceKind::missing, what + name, {}, {}};
    for (const auto& [name, value] : computed)
        if (expected.count(name) == 0) return Difference{DifferenceKind::unexpected, what + name, {}, {}};
    return std::nullopt;
}

}  // namespace

Difference first_difference(const Artifact& expected, const Artifact& computed) {
    for (const auto& name : {one_sided("array ", expected.arrays, computed.arrays),
                             one_sided("column ", expected.labels, computed.labels)})
        if (name) return *name;
    for (const auto& [name, wanted] : expected.arrays) {
        const xt::xarray<double>& found = computed.arrays.at(name);
        if (wanted.shape() != found.shape())
            return {DifferenceKind::shape, "array " + name, shape_of(wanted), shape_of(found)};
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const double a = wanted.data()[i], b = found.data()[i];
            if (simd::to_bits(a) != simd::to_bits(b))
                return {DifferenceKind::number, place(name, wanted, i), shown(a), shown(b)};
        }
    }
    for (const auto& [name, wanted] : expected.labels) {
        const std::vector<std::string>& found = computed.labels.at(name);
        if (wanted.size() != found.size())
            return {DifferenceKind::shape, "column " + name, std::to_string(wanted.size()),
                    std::to_string(found.size())};
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (wanted[i] != found[i])
                return {DifferenceKind::text, fmt::format("{}[{}]", name, i), wanted[i], found[i]};
    }
    return {};
}

std::vector<std::string> lines(const Difference& difference) {
    const std::string& place = difference.place;
    const auto both = [&](const std::string& what) {
        return std::vector<std::string>{what, "expected  " + difference.expected, "computed  " + difference.computed};
    };
    switch (difference.kind) {
        case DifferenceKind::missing:
            return {place + " is missing"};
        case DifferenceKind::unexpected:
            return {place + " is not expected"};
        case DifferenceKind::shape:
            return both(place + " has another shape");
        case DifferenceKind::number:
            return both("first differing number: " + place);
        case DifferenceKind::text:
            return both("first differing text: " + place);
        case DifferenceKind::none:
            break;
    }
    return {"the stored values are those computed: the values and the manifest are not of one run"};
}

}  // namespace ntk::flow
