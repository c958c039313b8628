// ntk verify: a profile from nothing, every artifact compared with the expected one.
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include "core/flow/hash.hpp"
#include "core/numeric/dispatch.hpp"
#include "core/numeric/parallel.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/run_work.hpp"
#include "pipeline/files.hpp"
#include "pipeline/interrupt.hpp"
#include "pipeline/manifest.hpp"
#include "pipeline/progress.hpp"
#include "pipeline/results.hpp"
#include "pipeline/verification.hpp"

namespace ntk::pipeline {
namespace {

struct VerifyOptions : ProfileOptions {
    std::string results, certificate, junit, badge;
    std::size_t jobs = 0;
};

void print_groups(const Work& work, const Differences& differences) {
    std::vector<std::string> order;
    std::map<std::string, std::pair<std::size_t, std::size_t>> counts;  // artifacts, of them different
    const std::set<std::string> differ(differences.stages.begin(), differences.stages.end());
    for (const flow::Stage& stage : work.stages) {
        const std::string group = flow::group(stage);
        if (counts.count(group) == 0) order.push_back(group);
        ++counts[group].first;
        counts[group].second += differ.count(stage.name);
    }
    for (const std::string& group : order) {
        const auto [artifacts, different] = counts[group];
        std::cout << (different == 0 ? "✓ " : "✗ ") << group << ": " << artifacts
                  << (artifacts == 1 ? " artifact" : " artifacts");
        if (different > 0) std::cout << ", " << different << (different == 1 ? " differs" : " differ");
        std::cout << "\n";
    }
}

int run_verify(const VerifyOptions& options) {
    const std::filesystem::path base = std::filesystem::path(options.expected) / options.profile;
    const std::filesystem::path manifest_file = base.string() + ".json";
    const Manifest manifest = read_manifest(manifest_file);
    const Work work = read_profile(options.study_folder());

    watch_interrupts();
    RunReport report;
    double seconds = 0;
    std::size_t kept = 0;
    std::optional<Store> store;
    if (!options.results.empty()) store = open_store(options.results);
    {
        Progress progress(work);
        RunOptions run_options;
        run_options.store = store ? &*store : nullptr;
        run_options.jobs = jobs_at_once(options.jobs);
        run_options.done = [&](std::size_t stage, const StageResult& result) { progress.done(stage, result); };
        run_options.wanted = [&](const flow::Stage& stage, const std::string& hash) {
            const auto expected = manifest.artifacts.find(stage.name);
            return is_result(stage.kind) || (expected != manifest.artifacts.end() && expected->second != hash);
        };
        report = run(work, run_options);
        seconds = progress.seconds();
        kept = progress.kept();
    }
    if (report.interrupted) {
        std::cerr << "ntk: interrupted: nothing was verified; run the same command again" << (store ? " to go on" : "")
                  << "\n";
        return exit_interrupted;
    }

    const Differences differences = compare(work, report, manifest, base.string() + ".values");
    print_groups(work, differences);
    const Verification verification{options.profile, flow::sha256(read_file(manifest_file)), seconds, work, report,
                                    differences};
    const auto write = [](const char* what, const std::string& file, const std::string& text) {
        write_atomically(file, text);
        std::cout << what << ": " << file << "\n";
    };
    if (!options.certificate.empty()) write("certificate", options.certificate, certificate_text(verification));
    if (!options.junit.empty()) write("junit", options.junit, junit_text(verification));
    if (!options.badge.empty()) write("badge", options.badge, badge_text(verification));
    std::cout << options.profile << ": " << work.stages.size() << " artifacts in " << duration_text(seconds) << " ("
              << name(numeric::instruction_set()) << ", " << numeric::thread_count()
              << (numeric::thread_count() == 1 ? " thread" : " threads") << ")\n";
    if (kept > 0) std::cout << kept << " of them were not computed now but read from " << options.results << "/store\n";
    if (work.studies != manifest.studies)
        std::cout << "the study files are not those of " << manifest_file.string() << "\n";
    if (differences.stages.empty()) {
        std::cout << "every artifact has its expected hash\n";
        return work.studies == manifest.studies ? exit_done : exit_differs;
    }
    std::cout << "first difference: " << differences.stages.front() << "\n";
    for (const std::string& line : differences.first) std::cout << "  " << line << "\n";
    std::cerr << "ntk: error: " << manifest_file.string() << ":1: " << differences.stages.size()
              << (differences.stages.size() == 1 ? " artifact differs" : " artifacts differ") << ", the first is "
              << differences.stages.front() << "; look for what changed in the code, the compiler or the machine\n";
    return exit_differs;
}

}  // namespace

void add_verify(CLI::App& app, int& status) {
    const auto options = std::make_shared<VerifyOptions>();
    CLI::App* command =
        app.add_subcommand("verify", "Recompute a profile from nothing and compare every artifact's hash");
    add_profile_options(*command, *options);
    command->add_option(
        "--results", options->results,
        "Folder of results: what this same code has computed in it is taken from its store, and what is "
        "computed now is kept there");
    command->add_option("--certificate", options->certificate,
                        "JSON to write: what was run, from which sources, on what, which hashes and verdicts");
    command->add_option("--junit", options->junit, "XML to write for continuous integration: a test case an artifact");
    command->add_option("--badge", options->badge,
                        "JSON to write, an endpoint badge: the profile and the expected manifest's hash");
    add_jobs_option(*command, options->jobs);
    command->footer(
        "Without --results nothing is read from a store and nothing is kept. With it an interrupted verification goes "
        "on\n"
        "where it stopped, and the certificate tells which artifacts were read. Exit status 1 where an artifact "
        "differs:\n"
        "the first is named, with its first differing number and both values to the bit.\n"
        "\nExamples:\n"
        "  ntk verify\n"
        "  NTK_SIMD=sse2 NTK_THREADS=1 ntk verify --profile quick --certificate certificate.json\n"
        "  ntk verify --profile paper --results results");
    command->callback([options, &status] { status = run_verify(*options); });
}

}  // namespace ntk::pipeline
