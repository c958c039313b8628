// ntk reproduce: all studies of a profile.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "pipeline/capacity.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/run_work.hpp"
#include "pipeline/estimate.hpp"
#include "pipeline/progress.hpp"
#include "pipeline/scheduler.hpp"
#include "pipeline/shard.hpp"
#include "pipeline/store.hpp"

namespace ntk::pipeline {
namespace {

struct ReproduceOptions : ProfileOptions {
    std::string results = "results", shard;
    std::size_t jobs = 0;
    bool write_expected = false, plan = false;
};

// Tells what each study would take, and all of them, and computes nothing.
int tell_plan(const Work& work, const ReproduceOptions& options) {
    const std::filesystem::path store = std::filesystem::path(options.results) / "store";
    const std::vector<bool> wanted = std::filesystem::exists(store) ? to_compute(work, Store(store, {}))
                                                                    : std::vector<bool>(work.stages.size(), true);
    const std::size_t jobs = jobs_at_once(options.jobs);
    std::map<std::string, std::vector<std::size_t>> studies;
    for (std::size_t i = 0; i < work.stages.size(); ++i)
        studies[work.stages[i].study.empty() ? "data" : work.stages[i].study].push_back(i);
    std::size_t longest = 0;
    for (const auto& [study, stages] : studies) longest = std::max(longest, study.size());
    const auto print = [&](const std::string& name, const auto&... cells) {
        std::cout << fmt::format("{:<{}}{:>8}{:>14}{:>16}{:>12}{:>12}\n", name, longest, cells...);
    };
    const auto row = [&](const std::string& name, const Estimate& e, std::size_t stages) {
        print(name, stages, stages - (e.stages - e.kept), duration_text(e.seconds), size_text(e.memory),
              size_text(e.disk));
    };
    print("study", "stages", "of them kept", fmt::format("time, {} thread{}", jobs, jobs == 1 ? "" : "s"), "memory",
          "disk");
    for (const auto& [study, stages] : studies) {
        std::vector<bool> of_study(work.stages.size());
        for (const std::size_t i : stages) of_study[i] = wanted[i];
        row(study, estimate(work, of_study, jobs), stages.size());
    }
    row("all", estimate(work, wanted, jobs), work.stages.size());
    return exit_done;
}

int run(const ReproduceOptions& options) {
    Work work = read_profile(options.study_folder());
    if (!options.shard.empty()) work = part_of(work, parse_shard(options.shard));
    if (options.plan) return tell_plan(work, options);
    return run_work(work, {options.profile, options.results, options.jobs,
                           options.write_expected ? options.expected : std::string(), options.shard});
}

}  // namespace

void add_reproduce(CLI::App& app, int& status) {
    const auto options = std::make_shared<ReproduceOptions>();
    CLI::App* command = app.add_subcommand("reproduce", "Run all studies of a profile");
    add_profile_options(*command, *options);
    add_results_option(*command, options->results, " and of the store of artifacts");
    add_jobs_option(*command, options->jobs);
    const auto shard = command->add_option("--shard", options->shard,
                                           "I/N: only the I-th of N parts; one run without this gathers them");
    command
        ->add_flag("--write-expected", options->write_expected, "Make this run the one that ntk verify compares with")
        ->excludes(shard);
    command->add_flag("--plan", options->plan, "Only tell what each study would take: time, memory, disk");
    command->footer(
        "Interrupted, it goes on where it stopped when the same command is given again. What has not changed is not\n"
        "computed again: a stage is kept in RESULTS/store under all that it depends on, the code included. Machines "
        "that\n"
        "share RESULTS run parts of one profile, at the same time or not.\n"
        "\nExamples:\n"
        "  ntk reproduce\n"
        "  ntk reproduce --profile full --plan\n"
        "  ntk reproduce --profile paper --results results --jobs 4\n"
        "  ntk reproduce --profile full --results /shared/results --shard 3/16");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace ntk::pipeline
