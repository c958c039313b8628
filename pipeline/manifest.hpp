// What a profile must give: the hash of every artifact, and beside it (for quick) their numbers, so that a difference
// can be named.
//
//   PROFILE.json     {"profile": …, "studies": [the study files as JSON], "artifacts": {STAGE: SHA-256},
//                     "figures": {FIGURE: {"stage": STAGE, "study": STUDY}}}
//   PROFILE.values   the numbers of all artifacts: see core/studies/values.hpp
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "pipeline/scheduler.hpp"

namespace ntk::pipeline {

struct Manifest {
    std::string profile;
    nlohmann::json studies;
    std::map<std::string, std::string> artifacts;  // stage → hash
    struct Figure {
        std::string stage;  // that makes it
        std::string study;  // whose file replays it
    };
    std::map<std::string, Figure> figures;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Manifest::Figure, stage, study)

Manifest make_manifest(const std::string& profile, const Work& work, const RunReport& report);

/// The one text of a manifest: keys in order, an entry a line.
std::string manifest_text(const Manifest& manifest);

/// Figures may be missing. Throws std::runtime_error, "FILE:1: …", where the file is missing or no manifest.
Manifest read_manifest(const std::filesystem::path& file);

/// The text of PROFILE.values. All artifacts of the run must be in the report.
std::string values_text(const Work& work, const RunReport& report);

/// The artifacts of PROFILE.values by stage; none where there is no such file.
std::map<std::string, flow::Artifact> read_values(const std::filesystem::path& file);

}  // namespace ntk::pipeline
