#include "core/flow/difference.hpp"

#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "core/numeric/decimal.hpp"

namespace ntk::flow {
namespace {

// std::bit_cast, which Emscripten's library lacks.
std::uint64_t bits(double x) {
    std::uint64_t result;
    std::memcpy(&result, &x, sizeof result);
    return result;
}

std::string shown(double x) {
    char text[80];
    std::snprintf(text, sizeof text, "%-24s  0x%016" PRIx64 "  %a", numeric::shortest_decimal(x).c_str(), bits(x), x);
    return text;
}

std::string shape_of(const xt::xarray<double>& array) {
    std::string text;
    for (const std::size_t extent : array.shape()) text += (text.empty() ? "" : " × ") + std::to_string(extent);
    return text.empty() ? "a scalar" : text;
}

// "prediction[17]", "ntk.tuned[1, 40]": from the index in row-major order.
std::string place(const std::string& name, const xt::xarray<double>& array, std::size_t index) {
    std::string text;
    for (std::size_t axis = array.dimension(); axis-- > 0; index /= array.shape(axis))
        text = std::to_string(index % array.shape(axis)) + (text.empty() ? "" : ", ") + text;
    return name + "[" + text + "]";
}

// Names that only one side has; empty if there are none.
template <class Map>
std::vector<std::string> one_sided(const char* what, const Map& expected, const Map& computed) {
    for (const auto& [name, value] : expected)
        if (computed.count(name) == 0) return {std::string(what) + " " + name + " is missing"};
    for (const auto& [name, value] : computed)
        if (expected.count(name) == 0) return {std::string(what) + " " + name + " is not expected"};
    return {};
}

}  // namespace

std::vector<std::string> first_difference(const Artifact& expected, const Artifact& computed) {
    for (const auto& names :
         {one_sided("array", expected.arrays, computed.arrays), one_sided("column", expected.labels, computed.labels)})
        if (!names.empty()) return names;
    for (const auto& [name, wanted] : expected.arrays) {
        const xt::xarray<double>& found = computed.arrays.at(name);
        if (wanted.shape() != found.shape())
            return {"array " + name + " has another shape", "expected  " + shape_of(wanted),
                    "computed  " + shape_of(found)};
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const double a = wanted.data()[i], b = found.data()[i];
            if (bits(a) != bits(b))
                return {"first differing number: " + place(name, wanted, i), "expected  " + shown(a),
                        "computed  " + shown(b)};
        }
    }
    for (const auto& [name, wanted] : expected.labels) {
        const std::vector<std::string>& found = computed.labels.at(name);
        if (wanted.size() != found.size())
            return {"column " + name + " has " + std::to_string(found.size()) + " entries, expected " +
                    std::to_string(wanted.size())};
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (wanted[i] != found[i])
                return {"first differing text: " + name + "[" + std::to_string(i) + "]", "expected  " + wanted[i],
                        "computed  " + found[i]};
    }
    return {"the stored values are those computed: the values and the manifest are not of one run"};
}

}  // namespace ntk::flow
