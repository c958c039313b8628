#include "pipeline/commands/options.hpp"

#include <algorithm>

#include "core/numeric/activation.hpp"

namespace ntk::pipeline {

std::string flag_of(std::string key) {
    std::replace(key.begin(), key.end(), '_', '-');
    return "--" + key;
}

void add_profile_options(CLI::App& command, ProfileOptions& options) {
    command
        .add_option("--profile", options.profile, "quick (CI, seconds), paper (what the page shows), full (a cluster)")
        ->capture_default_str();
    command.add_option("--studies", options.studies, "Folder with a folder of study files for each profile");
    command.add_option("--expected", options.expected, "Folder of the expected manifests");
}

void add_results_option(CLI::App& command, std::string& results, const std::string& what) {
    command.add_option("--results", results, "Folder of the results" + what)->capture_default_str();
}

void add_jobs_option(CLI::App& command, std::size_t& jobs) {
    command.add_option("--jobs", jobs, "Stages at once (default: the number of threads)")->check(CLI::Range(1, 4096));
}

const std::string table_help =
    "A table, packed by gzip or not: CSV with a header row, or numpy's .npy, whose columns are called 0, 1, …; - for "
    "standard input";

void add_target_option(CLI::App& command, std::string& target) {
    command
        .add_option("--target", target,
                    "The column to predict; of a text column y, y=TEXT is 1 where it has the text (with --one-hot)")
        ->required();
}

void add_activation_option(CLI::App& command, std::string& activation) {
    command
        .add_option("--activation", activation,
                    numeric::activation_names() + "; leaky_relu:0.2 sets its slope below zero, else 0.01")
        ->capture_default_str();
}

void add_table_options(CLI::App& command, data::CsvOptions& options) {
    command.add_flag("--drop-missing", options.drop_missing,
                     "Leave out rows that miss a value, instead of refusing them");
    command.add_flag("--one-hot", options.one_hot,
                     "Make a text column one column of 0 and 1 for each of its texts, instead of refusing it");
    command.add_option("--without", options.without, "Columns to leave out, whatever is in them")->delimiter(',');
}

}  // namespace ntk::pipeline
