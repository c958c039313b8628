// The stage "dataset": the one that begins with a file, whose text the caller has read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/studies/artifact.hpp"

namespace ntk {

/// Arrays "x" (rows, columns but the target) and "y" (rows) of a CSV file, read as the stage's `parameters` say:
/// "target", and where given "drop_missing", "one_hot" and "without" (CsvOptions). `source` names the file in messages.
/// Appends to `notes` what a reader should know of the table. Throws CsvError as parse_csv and split_target do.
Artifact dataset(std::string_view csv, const nlohmann::json& parameters, std::string_view source,
                 std::vector<std::string>& notes);

}  // namespace ntk
