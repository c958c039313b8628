// The paper's question on a table of the user's own: the studies that `ntk compare` and the page in the browser run
// alike, and what they say of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/data/csv.hpp"

namespace ntk::studies::compare {

struct Options {
    std::string target;
    std::vector<std::size_t> hidden_layers = {1, 2, 3};
    std::size_t width = 512, training_points = 100, splits = 5, starts = 1;
    std::size_t steps = 1024;  // of gradient descent, in the theory's regime
    std::size_t epochs = 500;  // of Adam, in practice
    std::uint64_t seed = 1;
};

/// The table's task in the studies, part of stages' names and of random streams', whatever its file is called: the same
/// rows have the same hashes.
inline constexpr char task[] = "data";

/// "auto mpg.csv" → "auto-mpg": what the report on a file is called; ASCII.
std::string report_name(std::string_view file_name);

/// Throws std::invalid_argument, CsvError where the table's rows are too few or the target is none of its columns.
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
