// Asks whether the machine has room for some work, before the work begins.
#pragma once

#include <filesystem>
#include <string>

namespace ntk::pipeline {

/// A size in decimal units: "3.2 GB".
std::string size_text(double bytes);

/// How many bytes of memory this process may still take. It is the least that the machine, the process's control group
/// and the process's own limit leave.
double available_memory();

/// Both throw an Error where fewer than `bytes` bytes are left. `what` names the work, and `file` is the file to be
/// written.
void require_memory(const std::string& what, double bytes);
void require_disk(const std::filesystem::path& file, double bytes);

}  // namespace ntk::pipeline
