// Asks the paper's question of a user's own table. `ntk compare` and the page in the browser run the same studies of
// the table, and say the same of them.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/data/table.hpp"
#include "core/flow/artifact.hpp"
#include "core/studies/shared/parameters.hpp"

namespace ntk::studies::compare {

struct Options {
    std::string target;
    std::vector<std::size_t> hidden_layers = {1, 2, 3};
    std::size_t width = 512, training_points = 100, most_test_points = 2000, splits = 5, starts = 1, steps = 1024,
                epochs = 500, seed = 1;
};

/// An option that is a number or a list of numbers, with its description. Its default is what a new Options holds.
struct Option {
    flow::WholeNumber described;
    std::variant<std::size_t Options::*, std::vector<std::size_t> Options::*> member;
};

/// All options except the target.
inline constexpr Option all_options[] = {{parameter::hidden_layers, &Options::hidden_layers},
                                         {parameter::width, &Options::width},
                                         {parameter::training_points, &Options::training_points},
                                         {parameter::most_test_points, &Options::most_test_points},
                                         {parameter::splits, &Options::splits},
                                         {parameter::starts, &Options::starts},
                                         {parameter::steps, &Options::steps},
                                         {parameter::epochs, &Options::epochs},
                                         {parameter::seed, &Options::seed}};

/// The options as JSON, {KEY: value}.
nlohmann::json to_json(const Options& options);

/// Reads what to_json writes. Throws an Error of the key where one is missing, unknown or not as described, or where
/// there are fewer than two depths.
Options read_options(const nlohmann::json& given);

/// The name of the table's task in the studies. It does not depend on the file's name, because names of stages and of
/// random streams contain it: the same rows must have the same hashes.
inline constexpr char task[] = "data";

/// The name of the report on a file, in ASCII: "auto-mpg" for "auto mpg.csv".
std::string report_name(std::string_view file_name);

/// Throws an Error where the table's rows are too few, the target is none of its columns or the same in every row, or
/// one of the splits cannot be learnt from (shared::check_splits).
void check(const Options& options, const data::Table& table, std::string_view source);

/// On how many splits kernels regress: at least 20, since they cost little.
std::size_t kernel_splits(const Options& options);

/// The study `depth` of the table to_csv(table), in the file data.csv; networks on `splits` splits, kernels on
/// kernel_splits.
nlohmann::json depth_study(const Options& options, const data::Table& table);

/// The study `ladder` at the middle depth: one assumption of the theorem dropped at a time, then all.
nlohmann::json ladder_study(const Options& options, const data::Table& table);

/// A predictor's mean test errors at one depth; a control kernel has no depth. `nmse` is over the splits that networks
/// were trained on. Kernels alone are computed on more splits, and have the mean over all of them too.
struct MeanErrors {
    std::string predictor;
    std::optional<std::size_t> hidden_layers;
    double nmse;
    std::optional<double> nmse_all_splits;
};

/// The mean errors of all predictors, from the artifact of the stage depth/errors.
std::vector<MeanErrors> mean_errors(const flow::Artifact& errors, const Options& options);

/// The mean errors as a JSON array of {predictor, hidden_layers, nmse, nmse_all_splits}, each without what it has not.
nlohmann::json to_json(const std::vector<MeanErrors>& errors);

/// The answer in three lines. Each has a question and its answer: yes, no, or not known yet and what would settle it.
/// `numbers` are the texts by name that the stage depth/numbers emits.
std::string verdict(const std::map<std::string, std::string>& numbers);

/// A text whose SHA-256 stands for all artifacts of a run: a line "HASH  STAGE" for each, in order of the stages'
/// names.
std::string fingerprint_text(const std::map<std::string, std::string>& hash_of_stage);

}  // namespace ntk::studies::compare
