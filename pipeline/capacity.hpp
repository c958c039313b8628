// Asks whether the machine has room for some work, before the work begins.
#pragma once

#include <filesystem>
#include <string>

#include "core/error/error.hpp"

namespace ntk::pipeline {

/// A size in decimal units: "3.2 GB".
std::string size_text(double bytes);

/// How many bytes of memory this process may still take. It is the least that the machine, the process's control group
/// and the process's own limit leave.
double available_memory();

/// What is left of the limits of the control groups that a process is in, which a container or a batch system sets;
/// infinite where there is none. `membership` is its /proc/PID/cgroup, `root` where the groups' folders are mounted.
double control_group_memory(const std::filesystem::path& membership = "/proc/self/cgroup",
                            const std::filesystem::path& root = "/sys/fs/cgroup");

/// Room on the disk where a file is to be, or would be once its folders are made, in bytes.
double available_disk(const std::filesystem::path& file);

/// Both throw an Error where there is less than `bytes`; `remedy` says what would need less.
void require_memory(const std::string& what, double bytes, const Remedy& remedy = {"use fewer rows"});
void require_disk(const std::filesystem::path& file, double bytes);

}  // namespace ntk::pipeline
