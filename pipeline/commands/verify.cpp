// ntk verify: a profile from nothing, every artifact compared with the expected one.
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>

#include "core/flow/difference.hpp"
#include "core/flow/hash.hpp"
#include "core/numeric/dispatch.hpp"
#include "core/numeric/parallel.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/files.hpp"
#include "pipeline/interrupt.hpp"
#include "pipeline/manifest.hpp"
#include "pipeline/progress.hpp"
#include "pipeline/results.hpp"

namespace ntk::pipeline {
namespace {

using nlohmann::json;

struct VerifyOptions : ProfileOptions {
    std::string certificate;
    std::size_t jobs = 0;
};

// The artifacts that differ, in the order of the plan; those that are expected and were not made come last.
struct Differences {
    std::vector<std::string> stages;
    std::vector<std::string> first;  // about the first of them, in lines
};

Differences compare(const Work& work, const RunReport& report, const Manifest& manifest,
                    const std::filesystem::path& values_file) {
    Differences differences;
    const auto add = [&](const std::string& stage, const auto& describe) {
        differences.stages.push_back(stage);
        if (differences.stages.size() == 1) differences.first = describe();
    };
    std::set<std::string> made;
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
        const std::string& stage = work.stages[i].name;
        made.insert(stage);
        const auto expected = manifest.artifacts.find(stage);
        if (expected == manifest.artifacts.end()) {
            add(stage, [] { return std::vector<std::string>{"the artifact is not expected"}; });
        } else if (expected->second != report.results[i].hash) {
            add(stage, [&]() -> std::vector<std::string> {
                const auto values = read_values(values_file);
                const auto found = values.find(stage);
                if (found != values.end()) return lines(flow::first_difference(found->second, report.artifacts.at(i)));
                return {"expected  " + expected->second, "computed  " + report.results[i].hash,
                        "(" + values_file.string() + " would tell the number)"};
            });
        }
    }
    for (const auto& [stage, hash] : manifest.artifacts)
        if (made.count(stage) == 0) add(stage, [] { return std::vector<std::string>{"the artifact is missing"}; });
    return differences;
}

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

std::string certificate(const VerifyOptions& options, const Work& work, const RunReport& report,
                        const std::string& manifest, const Differences& differences) {
    json judged = json::array();
    for (const Verdict& v : verdicts(work, report))
        judged.push_back({{"claim", v.claim}, {"where", v.where}, {"verdict", v.verdict}, {"detail", v.detail}});
    json certificate = {
        {"command", "ntk verify --profile " + options.profile},
        {"version", build::version},
        {"sources", build::sources},
        {"blas", build::blas},
        {"compiler", build::compiler},
        {"instruction_set", name(numeric::instruction_set())},
        {"threads", numeric::thread_count()},
        {"studies", work.studies},
        {"expected_manifest", flow::sha256(manifest)},
        {"artifacts", make_manifest(options.profile, work, report).artifacts},
        {"verdicts", judged},
        {"all_match", differences.stages.empty()},
        {"differences", differences.stages},
        {"first_difference", differences.first},
    };
    return certificate.dump(2) + "\n";
}

int run_verify(const VerifyOptions& options) {
    const std::filesystem::path base = std::filesystem::path(options.expected) / options.profile;
    const std::filesystem::path manifest_file = base.string() + ".json";
    const Manifest manifest = read_manifest(manifest_file);
    const Work work = read_profile(options.study_folder());

    watch_interrupts();
    RunReport report;
    double seconds = 0;
    {
        Progress progress(work);
        RunOptions run_options;
        run_options.jobs = jobs_at_once(options.jobs);
        run_options.done = [&](std::size_t stage, const StageResult& result) { progress.done(stage, result); };
        run_options.wanted = [&](const flow::Stage& stage, const std::string& hash) {
            const auto expected = manifest.artifacts.find(stage.name);
            return is_result(stage.kind) || (expected != manifest.artifacts.end() && expected->second != hash);
        };
        report = run(work, run_options);
        seconds = progress.seconds();
    }
    if (report.interrupted) {
        std::cerr << "ntk: interrupted: nothing was verified; run the same command again\n";
        return exit_interrupted;
    }

    const Differences differences = compare(work, report, manifest, base.string() + ".values");
    print_groups(work, differences);
    if (!options.certificate.empty()) {
        write_atomically(options.certificate,
                         certificate(options, work, report, read_file(manifest_file), differences));
        std::cout << "certificate: " << options.certificate << "\n";
    }
    std::cout << options.profile << ": " << work.stages.size() << " artifacts in " << duration_text(seconds) << " ("
              << name(numeric::instruction_set()) << ", " << numeric::thread_count()
              << (numeric::thread_count() == 1 ? " thread" : " threads") << ")\n";
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
    command->add_option("--certificate", options->certificate,
                        "JSON to write: what was run, from which sources, on what, which hashes and verdicts");
    add_jobs_option(*command, options->jobs);
    command->footer(
        "Nothing is read from a store and nothing is kept. Exit status 1 where an artifact differs: the first is "
        "named,\n"
        "with its first differing number and both values to the bit.\n"
        "\nExamples:\n"
        "  ntk verify\n"
        "  NTK_SIMD=sse2 NTK_THREADS=1 ntk verify --profile quick --certificate certificate.json");
    command->callback([options, &status] { status = run_verify(*options); });
}

}  // namespace ntk::pipeline
