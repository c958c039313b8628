// What a verification found, and the files that tell others: the certificate, and what continuous integration reads.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/manifest.hpp"
#include "pipeline/scheduler.hpp"

namespace ntk::pipeline {

/// The artifacts that differ, in the order of the plan; those that are expected and were not made come last.
struct Differences {
    std::vector<std::string> stages;
    std::vector<std::string> first;  // about the first of them, in lines
};

/// Compares the hashes of a run with the expected ones. `values_file` may have the expected numbers, which tell where
/// an artifact differs first; the report must have the artifacts that differ.
Differences compare(const Work& work, const RunReport& report, const Manifest& manifest,
                    const std::filesystem::path& values_file);

struct Verification {
    const std::string& profile;
    std::string manifest_hash;  // SHA-256 of the expected manifest's file
    double seconds;             // that the run took
    const Work& work;
    const RunReport& report;
    const Differences& differences;
};

/// JSON: what was run, from which sources, on what, which hashes and verdicts came out, and what differs.
std::string certificate_text(const Verification& verification);

/// XML as JUnit writes it and GitLab, GitHub's actions and Jenkins read it: one test case for each artifact, whose
/// class is its group, failed where the artifact differs.
std::string junit_text(const Verification& verification);

/// JSON as an endpoint badge of shields.io: the profile and the manifest's hash, green where all is as expected.
std::string badge_text(const Verification& verification);

}  // namespace ntk::pipeline
