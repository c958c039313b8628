// Study files: TOML in, a plan and its data out. What is wrong in one is told with its line.
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

/// The table of a CSV file, which a stage of Kind::data emits.
struct Dataset {
    std::string file_hash;    // SHA-256 of the file's bytes
    flow::Artifact artifact;  // arrays "x", "y"
};

/// One study or several, their stages one after the other, each name once.
struct Work {
    std::vector<nlohmann::json> studies;      // the study files, as JSON
    std::vector<flow::Stage> stages;          // inputs before those who need them
    std::map<std::size_t, Dataset> datasets;  // by the index of the stage of Kind::data
    std::vector<std::string> notes;           // what a reader should know of the data files, a line each
    std::vector<std::string> split_notes;     // the same of what their splits make of them
};

/// Reads a study file and the data files that it names (relative to its own folder), all checked.
/// Throws an Error of file and line for TOML that cannot be parsed, a parameter that make_plan refuses, a data file
/// that is missing, malformed, too small or has another SHA-256 than the study says.
Work read_study(const std::filesystem::path& file);

/// All *.toml of a folder, in order of name. A stage that two studies share is there once.
/// Throws as read_study does, and where the folder has no study.
Work read_profile(const std::filesystem::path& folder);

}  // namespace ntk::pipeline
