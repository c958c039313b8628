// Runs the stages of a plan. A stage can run as soon as its inputs are there; several run at once, and those on the
// longest path to the plan's end go first. What the store has is not computed again.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/flow/artifact.hpp"
#include "pipeline/store.hpp"
#include "pipeline/study_file.hpp"

namespace ntk::pipeline {

struct StageResult {
    std::string hash;    // SHA-256 of the artifact's canonical JSON
    bool kept = false;   // whether it was in the store already
    double seconds = 0;  // how long it took to compute
};

struct RunOptions {
    const Store* store = nullptr;  // where null, nothing is read or kept
    std::size_t jobs = 1;          // how many stages run at once
    /// Called when a stage is done, one call at a time.
    std::function<void(std::size_t stage, const StageResult&)> done;
    /// Says whether the report is to have the artifact of this stage, whose hash is known by then.
    std::function<bool(const flow::Stage&, const std::string& hash)> wanted;
};

struct RunReport {
    std::vector<StageResult> results;                 // by stage; complete unless the run was interrupted
    std::map<std::size_t, flow::Artifact> artifacts;  // the wanted ones, by stage
    bool interrupted = false;                         // whether a signal came; what was done by then is in the store
};

/// Whether each stage is to be computed, for all that the store's entries say: its artifact may turn out to be damaged.
std::vector<bool> to_compute(const Work& work, const Store& store);

/// Throws the Error of the first stage that failed; what was done is kept.
RunReport run(const Work& work, const RunOptions& options);

/// How many stages to run at once where a user asks for `asked`. 0 stands for as many as are worth it: one for each
/// thread in use.
std::size_t jobs_at_once(std::size_t asked);

}  // namespace ntk::pipeline
