// ntk reproduce: all studies of a profile.
#include <memory>

#include "pipeline/commands/options.hpp"
#include "pipeline/commands/run_work.hpp"
#include "pipeline/shard.hpp"

namespace ntk::pipeline {
namespace {

struct ReproduceOptions : ProfileOptions {
    std::string results = "results", shard;
    std::size_t jobs = 0;
    bool write_expected = false;
};

int run(const ReproduceOptions& options) {
    Work work = read_profile(options.study_folder());
    if (!options.shard.empty()) work = part_of(work, parse_shard(options.shard));
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
    command->footer(
        "Interrupted, it goes on where it stopped when the same command is given again. What has not changed is not\n"
        "computed again: a stage is kept in RESULTS/store under all that it depends on, the code included. Machines "
        "that\n"
        "share RESULTS run parts of one profile, at the same time or not.\n"
        "\nExamples:\n"
        "  ntk reproduce\n"
        "  ntk reproduce --profile paper --results results --jobs 4\n"
        "  ntk reproduce --profile full --results /shared/results --shard 3/16");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace ntk::pipeline
