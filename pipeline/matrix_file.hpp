// Writes matrices to files: .npy for numpy, .csv for everyone else.
#pragma once

#include <filesystem>
#include <string>

#include "core/numeric/arrays.hpp"

namespace ntk::pipeline {

/// Throws an Error where the name ends in neither .npy nor .csv.
void check_matrix_file(const std::filesystem::path& path);

/// Writes the matrix in the form that the name's ending says, all of it or nothing. A .csv has a header row PREFIX1,
/// PREFIX2 … with a name for each column, and numbers that read back to the same double. A .npy holds the doubles
/// themselves.
void write_matrix(const std::filesystem::path& path, const Matrix& matrix, const std::string& prefix);

}  // namespace ntk::pipeline
