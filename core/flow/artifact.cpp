#include "core/flow/artifact.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace ntk::flow {
namespace {

using nlohmann::json;

std::string quoted(const std::string& text) {
    try {
        return json(text).dump();
    } catch (const json::exception&) {
        throw std::runtime_error("a text of an artifact is not valid UTF-8: " +
                                 json(text).dump(-1, ' ', true, json::error_handler_t::replace));
    }
}

std::string number(double x, const std::string& array, std::size_t index) {
    if (!std::isfinite(x))
        throw std::runtime_error("array \"" + array + "\" has a value that is not finite, at index " +
                                 std::to_string(index));
    return numeric::shortest_decimal(x);
}

// Appends `size` items with commas between them; item(i) appends the i-th.
template <class Item>
void append_list(std::string& text, std::size_t size, Item item) {
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) text += ',';
        text += item(i);
    }
}

void append_array(std::string& text, const std::string& name, const xt::xarray<double>& array) {
    text += "{\"shape\":[";
    append_list(text, array.dimension(), [&](std::size_t i) { return std::to_string(array.shape(i)); });
    text += "],\"values\":[";
    append_list(text, array.size(), [&](std::size_t i) { return number(array.data()[i], name, i); });
    text += "]}";
}

void append_labels(std::string& text, const std::string&, const std::vector<std::string>& entries) {
    text += '[';
    append_list(text, entries.size(), [&](std::size_t i) { return quoted(entries[i]); });
    text += ']';
}

template <class Map, class Append>
void append_members(std::string& text, const Map& map, Append append) {
    bool first = true;
    for (const auto& [name, value] : map) {
        text += (first ? "" : ",") + quoted(name) + ":";
        append(text, name, value);
        first = false;
    }
}

[[noreturn]] void malformed(const std::string& what) {
    throw std::runtime_error("not the canonical form of an artifact: " + what);
}

// The only integer 0 that nlohmann reads as signed is "-0".
double double_of(const json& value) {
    if (!value.is_number()) malformed("a value is not a number");
    if (value.type() == json::value_t::number_integer && value.get<std::int64_t>() == 0) return -0.0;
    return value.get<double>();
}

const json& members(const json& value, std::initializer_list<const char*> names) {
    if (!value.is_object() || value.size() != names.size()) malformed("an object has other members than it should");
    for (const char* name : names)
        if (!value.contains(name)) malformed(std::string("\"") + name + "\" is missing");
    return value;
}

xt::xarray<double> array_of(const json& value) {
    members(value, {"shape", "values"});
    std::vector<std::size_t> shape;
    for (const json& extent : value["shape"]) {
        if (!extent.is_number_unsigned()) malformed("a shape is not a list of counts");
        shape.push_back(extent.get<std::size_t>());
    }
    const json& values = value["values"];
    if (!values.is_array() || values.size() != believable_size(shape)) malformed("a shape does not fit its values");
    xt::xarray<double> result = xt::xarray<double>::from_shape(shape);
    auto to = result.begin();
    for (const json& entry : values) *to++ = double_of(entry);
    return result;
}

}  // namespace

std::string to_json(const Artifact& artifact) {
    std::string text = "{\"arrays\":{";
    append_members(text, artifact.arrays, append_array);
    text += "},\"labels\":{";
    append_members(text, artifact.labels, append_labels);
    return text + "}}";
}

std::optional<std::size_t> believable_size(const std::vector<std::size_t>& shape) {
    constexpr std::size_t most = std::min<std::uint64_t>(std::uint64_t{1} << 40, SIZE_MAX / sizeof(double));
    std::size_t size = 1, without_zeros = 1;
    for (const std::size_t extent : shape) {
        if (extent > most / without_zeros) return std::nullopt;
        size *= extent;
        without_zeros *= std::max<std::size_t>(extent, 1);
    }
    return size;
}

Artifact from_json(std::string_view text) {
    const json parsed = json::parse(text, nullptr, false);
    if (parsed.is_discarded()) malformed("it is not JSON");
    members(parsed, {"arrays", "labels"});
    if (!parsed["arrays"].is_object() || !parsed["labels"].is_object()) malformed("a member has the wrong type");
    Artifact artifact;
    for (const auto& [name, value] : parsed["arrays"].items()) artifact.arrays[name] = array_of(value);
    for (const auto& [name, value] : parsed["labels"].items()) {
        if (!value.is_array()) malformed("labels are not a list");
        std::vector<std::string>& entries = artifact.labels[name];
        for (const json& entry : value) {
            if (!entry.is_string()) malformed("a label is not a text");
            entries.push_back(entry.get<std::string>());
        }
    }
    return artifact;
}

std::string to_rows_json(const Artifact& artifact) {
    // Each column is a function that writes its entry of a row. The map puts arrays and labels in one order.
    std::map<std::string, std::function<std::string(std::size_t)>> columns;
    std::size_t rows = 0;
    const auto add = [&](const std::string& name, std::size_t size, std::function<std::string(std::size_t)> entry) {
        if (columns.empty()) rows = size;
        if (size != rows)
            throw std::runtime_error("\"" + name + "\" has " + std::to_string(size) + " entries in a table of " +
                                     std::to_string(rows) + " rows");
        if (!columns.emplace(name, std::move(entry)).second)
            throw std::runtime_error("a table has two columns named \"" + name + "\"");
    };
    for (const auto& [name, array] : artifact.arrays) {
        if (array.dimension() != 1) throw std::runtime_error("array \"" + name + "\" is not a column of a table");
        add(name, array.size(),
            [&column = name, &values = array](std::size_t i) { return number(values.data()[i], column, i); });
    }
    for (const auto& [name, entries] : artifact.labels)
        add(name, entries.size(), [&texts = entries](std::size_t i) { return quoted(texts[i]); });

    std::string text = "[";
    append_list(text, rows, [&](std::size_t row) {
        std::string object = "{";
        for (const auto& [name, entry] : columns)
            object += (object.size() > 1 ? "," : "") + quoted(name) + ":" + entry(row);
        return object + "}";
    });
    return text + "]";
}

}  // namespace ntk::flow
