#include "pipeline/commands/options.hpp"

#include <algorithm>

#include "core/error/error.hpp"

namespace ntk::pipeline {

constexpr const char* default_activation = "relu";

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

void add_activation_option(CLI::App& command, std::optional<std::string>& activation) {
    command
        .add_option("--activation", activation,
                    numeric::activation_names() + "; leaky_relu:0.2 sets its slope below zero, else 0.01")
        ->default_str(default_activation);
}

numeric::Activation activation_of(const std::optional<std::string>& activation, std::size_t hidden_layers) {
    if (activation && hidden_layers == 0)
        throw Error({.key = "activation",
                     .problem = "does nothing without hidden layers",
                     .remedies = {{"take some", "hidden_layers"}}});
    return numeric::activation_named(activation.value_or(default_activation));
}

kernels::KernelKind kernel_kind(const std::string& kind) {
    return kind == "ntk" ? kernels::KernelKind::ntk : kernels::KernelKind::nngp;
}

void add_table_options(CLI::App& command, data::CsvOptions& options) {
    command.add_flag("--drop-missing", options.drop_missing,
                     "Leave out rows that miss a value, instead of refusing them");
    command.add_flag("--one-hot", options.one_hot,
                     "Make a text column one column of 0 and 1 for each of its texts, instead of refusing it");
    command.add_option("--without", options.without, "Columns to leave out, whatever is in them")->delimiter(',');
}

}  // namespace ntk::pipeline
