// A manifest says what a profile must give: the hash of every artifact. For the profile quick the artifacts' numbers
// are kept too, so that a difference can be named.
//
//   PROFILE.json     {"profile": …, "studies": [the study files as JSON], "artifacts": {STAGE: SHA-256},
//                     "figures": {FIGURE: {"stages": [STAGE], "study": STUDY}}}
//   PROFILE.values   the numbers of all artifacts: see core/flow/values.hpp
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "pipeline/scheduler.hpp"

namespace ntk::pipeline {

struct Manifest {
    std::string profile;
    std::vector<nlohmann::json> studies;
    std::map<std::string, std::string> artifacts;  // stage → hash
    struct Figure {
        std::vector<std::string> stages;  // the stages that make its rows: one, or one of each study
        std::string study;                // the study that has this stage; empty where several have
    };
    std::map<std::string, Figure> figures;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Manifest::Figure, stages, study)

Manifest make_manifest(const std::string& profile, const Work& work, const RunReport& report);

/// The canonical text of a manifest, with keys in order and each entry on a line of its own.
std::string manifest_text(const Manifest& manifest);

/// Reads a manifest, which may lack the figures. Throws an Error of the file where it is missing or no manifest.
Manifest read_manifest(const std::filesystem::path& file);

/// The text of PROFILE.values. The report must have all artifacts of the run.
std::string values_text(const Work& work, const RunReport& report);

/// The artifacts in PROFILE.values by stage. Empty where there is no such file.
std::map<std::string, flow::Artifact> read_values(const std::filesystem::path& file);

}  // namespace ntk::pipeline
