// Reads study files, which are TOML, into a plan and its data. Errors name the file and the line.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "core/flow/stage.hpp"

namespace ntk::pipeline {

/// The table of a CSV file, as a stage of Kind::data emits it.
struct Dataset {
    std::string file_hash;    // SHA-256 of the file's bytes
    flow::Artifact artifact;  // arrays "x", "y"
};

/// What there is to do: the stages of one or several studies, one study after the other, with no name twice.
struct Work {
    std::vector<nlohmann::json> studies;      // the study files, as JSON
    std::vector<flow::Stage> stages;          // inputs before the stages that take them
    std::map<std::size_t, Dataset> datasets;  // by the place of their stage of Kind::data in `stages`
    std::vector<std::string> notes;           // a line for each thing that a reader should know of the data files
    std::vector<std::string> split_notes;     // the same of what their splits make of them
};

/// Reads and checks a study file and the data files that it names, whose paths are relative to its own folder.
/// Throws an Error of file and line for TOML that cannot be parsed, for a parameter that make_plan refuses, and for a
/// data file that is missing, malformed or too small, or whose SHA-256 is not the one in the study file.
Work read_study(const std::filesystem::path& file);

/// Reads all *.toml of a folder, in order of name. A stage that two studies share is there once. Throws an Error as
/// read_study does, and where the folder has no study.
Work read_profile(const std::filesystem::path& folder);

}  // namespace ntk::pipeline
