// An artifact is what a stage emits: named arrays and named columns of text. There is one canonical way to write it
// down, so the hash of an artifact is the hash of its content and of nothing else.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xtensor/xarray.hpp>

#include "core/numeric/decimal.hpp"

namespace ntk::flow {

struct Artifact {
    /// Numbers of any shape; a scalar has shape {}. All must be finite, or to_json throws.
    std::map<std::string, xt::xarray<double>> arrays;
    /// Columns of text. With one-dimensional arrays of the same length they make a table.
    std::map<std::string, std::vector<std::string>> labels;
};

/// Canonical JSON: {"arrays":{NAME:{"shape":[…],"values":[…]}},"labels":{NAME:[…]}}, no white space, names in order,
/// values row-major, each number as its shortest decimal that reads back to the same double (shortest_decimal).
/// Throws std::runtime_error naming array and index where a value is not finite, or the text that is not UTF-8.
std::string to_json(const Artifact& artifact);

/// The inverse. Throws std::runtime_error where `text` is not what to_json writes.
Artifact from_json(std::string_view text);

/// How many values an array of this shape has. Nothing where the extents that are not 0 multiply to more than 2^40: a
/// file that claims so much is not believed.
std::optional<std::size_t> believable_size(const std::vector<std::size_t>& shape);

/// A table (one-dimensional arrays and labels, all of one length) in the form that Vega-Lite reads: a JSON array with
/// one object for each row, keys in order. Throws std::runtime_error naming what does not fit in a table.
std::string to_rows_json(const Artifact& artifact);

}  // namespace ntk::flow
