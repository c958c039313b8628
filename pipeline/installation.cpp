#include "pipeline/installation.hpp"

#include <system_error>

#include "pipeline/build_info.hpp"

namespace ntk::pipeline {

namespace fs = std::filesystem;

fs::path files_folder() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path installed = program.parent_path().parent_path() / "share/ntk";
    if (!error && fs::is_directory(installed, error)) return installed;
    return build::source_folder;
}

}  // namespace ntk::pipeline
