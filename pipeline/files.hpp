// Reads whole files, and writes them so that a reader sees the old file, the new one or none, but never a part of one.
#pragma once

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace ntk::pipeline {

/// The file's bytes, or a pipe's to its end. Throws an Error of the file where it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// Throws an Error where write_atomically could not write the file, or would replace one of the inputs: asked before
/// the work. It may be a folder, a device, a pipe or write-protected, its folder may be none or closed to this process.
void check_output(const std::filesystem::path& path, const std::vector<std::string>& inputs);

/// Writes to a temporary file in the same folder, flushes it to the disk, renames it and flushes the folder. Makes the
/// folder where it is missing; follows a link, and writes what it names. Where any of that fails it throws an Error and
/// leaves nothing behind.
void write_atomically(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);
void write_atomically(const std::filesystem::path& path, std::string_view content);

/// Writes atomically, unless the file has this content already.
void write_if_changed(const std::filesystem::path& path, std::string_view content);

/// Removes what writers that were killed have left in a folder: temporary files whose process, on this machine, is no
/// more, and those of other machines that are a day older than the folder's last change. The file system's clock alone
/// is asked, so machines that share it need not agree on the time.
void remove_stale_temporaries(const std::filesystem::path& folder);

}  // namespace ntk::pipeline
