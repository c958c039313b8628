// Matrices as files: .npy for numpy, .csv for everyone.
#pragma once

#include <filesystem>
#include <string>

#include "core/numeric/arrays.hpp"

namespace ntk::pipeline {

/// Throws std::invalid_argument where the name ends in neither .npy nor .csv.
void check_matrix_file(const std::filesystem::path& path);

/// Writes the matrix in the form that the name's ending says, all or nothing. A .csv has a header row PREFIX1, PREFIX2,
/// …, one for each column, and numbers that read back to the same double; a .npy holds the doubles themselves.
void write_matrix(const std::filesystem::path& path, const Matrix& matrix, const std::string& prefix);

}  // namespace ntk::pipeline
