// The paper's question on a table of the user's own: the studies that `ntk compare` and the page in the browser run
// alike, and what they say of them.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/data/table.hpp"
#include "core/studies/shared/parameters.hpp"

namespace ntk::studies::compare {

struct Options {
    std::string target;
    std::vector<std::size_t> hidden_layers = {1, 2, 3};
    std::size_t width = 512, training_points = 100, splits = 5, starts = 1, steps = 1024, epochs = 500, seed = 1;
};

/// An option that is a number, or a list of numbers; what it holds at first is the default.
struct Option {
    flow::WholeNumber described;
    std::variant<std::size_t Options::*, std::vector<std::size_t> Options::*> member;
};

/// All but the target.
inline constexpr Option all_options[] = {{parameter::hidden_layers, &Options::hidden_layers},
                                         {parameter::width, &Options::width},
                                         {parameter::training_points, &Options::training_points},
                                         {parameter::splits, &Options::splits},
                                         {parameter::starts, &Options::starts},
                                         {parameter::steps, &Options::steps},
                                         {parameter::epochs, &Options::epochs},
                                         {parameter::seed, &Options::seed}};

/// As JSON, {KEY: value}, and back. read_options throws an Error of the key where one is missing, unknown or not as
/// described, or where there are fewer than two depths.
nlohmann::json to_json(const Options& options);
Options read_options(const nlohmann::json& given);

/// The table's task in the studies, part of stages' names and of random streams', whatever its file is called: the same
/// rows have the same hashes.
inline constexpr char task[] = "data";

/// "auto mpg.csv" → "auto-mpg": what the report on a file is called; ASCII.
std::string report_name(std::string_view file_name);

/// Throws an Error where the table's rows are too few, or the target is none of its columns or the same in every row.
void check(const Options& options, const data::Table& table, std::string_view source);

/// The study `depth` of the table to_csv(table), in the file data.csv; networks on `splits` splits, kernels on 20 at
/// least.
nlohmann::json depth_study(const Options& options);

/// The study `ladder` at the middle depth: one assumption of the theorem dropped at a time, then all.
nlohmann::json ladder_study(const Options& options);

/// Three lines, a question and its answer each: yes, no, or not known yet and what would settle it. From the stage
/// depth/numbers: name → text.
std::string verdict(const std::map<std::string, std::string>& numbers);

/// The text whose SHA-256 is the one hash of all artifacts: a line "HASH  STAGE" for each, in order of the stages'
/// names.
std::string fingerprint_text(const std::map<std::string, std::string>& hash_of_stage);

}  // namespace ntk::studies::compare
