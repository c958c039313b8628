// ntk study: one study file of the user's own.
#include <filesystem>
#include <memory>
#include <string>

#include "pipeline/commands/options.hpp"
#include "pipeline/commands/run_work.hpp"

namespace ntk::pipeline {
namespace {

struct StudyOptions {
    std::string file, results = "results";
    std::size_t jobs = 0;
};

}  // namespace

void add_study(CLI::App& app, int& status) {
    const auto options = std::make_shared<StudyOptions>();
    CLI::App* command = app.add_subcommand("study", "Run a study file of your own");
    command->add_option("FILE", options->file, "The study, in TOML: see pipeline/studies/quick")->required();
    add_results_option(*command, options->results, ", which go to its folder FILE without .toml");
    add_jobs_option(*command, options->jobs);
    command->footer(
        "Data files are named relative to the study file. Interrupted, it goes on where it stopped when the same\n"
        "command is given again.\n"
        "\nExample:\n"
        "  ntk study mine.toml --results results");
    command->callback([options, &status] {
        const std::string name = std::filesystem::path(options->file).stem().string();
        status = run_work(read_study(options->file), {name, options->results, options->jobs, {}, {}});
    });
}

}  // namespace ntk::pipeline
