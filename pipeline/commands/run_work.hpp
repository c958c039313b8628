// What `reproduce`, `study` and `compare` have in common: how long it may take, a run with the store, its progress, its
// results and its summary. `verify` has the store in common with them.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "pipeline/store.hpp"
#include "pipeline/study_file.hpp"

namespace ntk::pipeline {

struct WorkOptions {
    std::string profile;                  // name for the manifest and of the folder of results
    std::filesystem::path results;        // DIR: the store is DIR/store, the results go to DIR/PROFILE
    std::size_t jobs = 0;                 // 0: as many as there are threads
    std::filesystem::path expected = {};  // where not empty: PROFILE.json is written there, for quick also quick.values
    std::string shard = {};  // where not empty: the work is this part of the profile, which has no results yet
    // Where given: what the command does after the work, in words that follow the estimate.
    std::string afterwards = {};
    // Where given: called with each stage of these functions and what it made, once all is done.
    std::set<std::string> inspected = {};
    std::function<void(const flow::Stage&, const flow::Artifact&)> inspect = {};
};

/// Opens the store of a folder of results. It warns of damaged files on standard error.
Store open_store(const std::filesystem::path& results);

/// Tells what the work takes, runs it, tells how it went. Returns the exit status.
int run_work(const Work& work, const WorkOptions& options);

}  // namespace ntk::pipeline
