// Writes what a run leaves for readers and for the paper: figures, tables and numbers as plain JSON, and the verdicts.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pipeline/scheduler.hpp"

namespace ntk::pipeline {

struct Verdict {
    std::string claim, where, verdict, detail;
};

/// The rows of all studies' stages tables/claims among the artifacts of a run, study by study.
std::vector<Verdict> verdicts(const Work& work, const RunReport& report);

/// Writes the results among a run's artifacts into a folder, each file only where it has changed:
///   figures/NAME.json, tables/NAME.json   rows, as Vega-Lite reads them
///   figures/where-it-holds.json           the gaps of all studies, in their order (flow::Kind::gaps)
///   tables/known-results.json             the rows of every study's known-results, with the column study
///   tables/claims.json                    the rows of every study's tables/claims
///   numbers.json                          {"STUDY.NAME": "TEXT"} of all studies, and of the rules of judgement,
///                                         {"rules.NAME": "TEXT"}
///   manifest.json                         see manifest.hpp
/// Throws an Error where two studies have figures, or other tables, of the same name.
void export_results(const std::filesystem::path& folder, const std::string& profile, const Work& work,
                    const RunReport& report);

}  // namespace ntk::pipeline
