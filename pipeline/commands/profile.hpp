// The option --profile and where a profile's files are, for the commands that take one.
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/build_info.hpp"
#include "pipeline/commands/commands.hpp"

namespace ntk {

struct ProfileOptions {
    std::string profile = "quick";
    std::string studies = (std::filesystem::path(build::source_folder) / "pipeline/studies").string();
    std::string expected = (std::filesystem::path(build::source_folder) / "paper/expected").string();

    std::filesystem::path study_folder() const { return std::filesystem::path(studies) / profile; }
};

inline void add_profile_options(CLI::App& command, ProfileOptions& options) {
    command
        .add_option("--profile", options.profile, "quick (CI, seconds), paper (what the page shows), full (a cluster)")
        ->capture_default_str();
    command.add_option("--studies", options.studies, "Folder with a folder of study files for each profile");
    command.add_option("--expected", options.expected, "Folder of the expected manifests");
}

}  // namespace ntk
