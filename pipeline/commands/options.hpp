// Options that several commands take, each described in one place.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "core/data/table.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/activation.hpp"
#include "pipeline/commands/commands.hpp"
#include "pipeline/installation.hpp"

namespace ntk::pipeline {

/// Which profile, and where its files are.
struct ProfileOptions {
    std::string profile = "quick";
    std::string studies = (files_folder() / "pipeline/studies").string();
    std::string expected = (files_folder() / "paper/expected").string();

    std::filesystem::path study_folder() const { return std::filesystem::path(studies) / profile; }
};

/// The flag of an option: "training_points" is --training-points.
std::string flag_of(std::string key);

/// --profile, --studies and --expected.
void add_profile_options(CLI::App& command, ProfileOptions& options);

/// --results; `what` says what comes to be in the folder.
void add_results_option(CLI::App& command, std::string& results, const std::string& what);

/// --jobs.
void add_jobs_option(CLI::App& command, std::size_t& jobs);

/// What a table given to a command may be.
extern const std::string table_help;

/// --target.
void add_target_option(CLI::App& command, std::string& target);

/// --activation.
void add_activation_option(CLI::App& command, std::optional<std::string>& activation);

/// What --activation says, or ReLU. Throws an Error where it was given and there are no hidden layers.
numeric::Activation activation_of(const std::optional<std::string>& activation, std::size_t hidden_layers);

/// What --kind says, "ntk" or "nngp".
kernels::KernelKind kernel_kind(const std::string& kind);

/// --drop-missing, --one-hot and --without: how tables are to be read.
void add_table_options(CLI::App& command, data::CsvOptions& options);

}  // namespace ntk::pipeline
