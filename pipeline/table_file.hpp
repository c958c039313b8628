// Files of tables: from the disk, a pipe or standard input, packed by gzip or not.
#pragma once

#include <string>
#include <vector>

namespace ntk::pipeline {

struct TableFile {
    std::string name;   // as messages call it: the path, or "standard input"
    std::string bytes;  // unpacked
};

/// Whether a command's argument means standard input: "-", or a path that names it.
bool is_standard_input(const std::string& path);

/// The path to open for an argument: that of standard input for "-".
std::string path_of(const std::string& argument);

/// Reads the file, of which the argument is the path, or "-". Throws an Error as read_file does, and for a packed file
/// that is damaged.
TableFile read_table_file(const std::string& argument);

/// The same bytes, or, where they are packed by gzip, what is packed. Throws an Error of the file `name`.
std::string unpacked(std::string bytes, const std::string& name);

/// Throws an Error where two of the arguments are one pipe, which can be read once.
void check_readable_together(const std::vector<std::string>& arguments);

}  // namespace ntk::pipeline
