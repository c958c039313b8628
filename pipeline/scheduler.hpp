// Runs the stages of a plan: each as soon as its inputs are there, several at once, those on the longest path first.
// What the store has is not computed again.
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
    bool kept = false;   // it was in the store
    double seconds = 0;  // that it took to compute
};

struct RunOptions {
    const Store* store = nullptr;  // null: nothing is read or kept
    std::size_t jobs = 1;          // stages at once
    /// Called when a stage is done, one call at a time.
    std::function<void(std::size_t stage, const StageResult&)> done;
    /// Whether the artifact of this stage, which has this hash, is to be returned.
    std::function<bool(const flow::Stage&, const std::string& hash)> wanted;
};

struct RunReport {
    std::vector<StageResult> results;                 // by stage; all there unless interrupted
    std::map<std::size_t, flow::Artifact> artifacts;  // by stage: the wanted ones
    bool interrupted = false;                         // a signal came; what was done is kept
};

/// Whether each stage is to be computed, for all that the store's entries say: its artifact may turn out to be damaged.
std::vector<bool> to_compute(const Work& work, const Store& store);

/// Throws the Error of the first stage that failed; what was done is kept.
RunReport run(const Work& work, const RunOptions& options);

/// How many stages to run at once where `asked` are asked for; 0: as many as are worth it, one for each thread in use.
std::size_t jobs_at_once(std::size_t asked);

}  // namespace ntk::pipeline
