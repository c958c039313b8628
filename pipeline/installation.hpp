// Finds the files that the command needs beside itself when it runs.
#pragma once

#include <filesystem>

namespace ntk::pipeline {

/// The folder that holds pipeline/studies, paper/expected and paper/report: PREFIX/share/ntk where this binary is
/// PREFIX/bin/ntk and such a folder is there (`cmake --install` makes it), else the source tree that it was built from.
std::filesystem::path files_folder();

}  // namespace ntk::pipeline
