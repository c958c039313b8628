// What a machine has room for, asked before the work that needs it.
#pragma once

#include <filesystem>
#include <string>

namespace ntk::pipeline {

/// "3.2 GB", decimal units.
std::string size_text(double bytes);

/// Memory that this process may still take, in bytes: of the machine, of its control group, of its own limit.
double available_memory();

/// Both throw std::runtime_error, "WHAT needs …; what to do", where there is less than `bytes`.
void require_memory(const std::string& what, double bytes);
void require_disk(const std::filesystem::path& file, double bytes);

}  // namespace ntk::pipeline
