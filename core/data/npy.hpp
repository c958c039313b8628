// numpy's arrays in files, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1 to 3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/data/columns.hpp"

namespace ntk::data {

/// Whether the bytes begin as those of a .npy file.
bool is_npy(std::string_view bytes);

/// The columns of an array of one dimension (a column) or two, called by their indices: "0", "1", … Floats of 16, 32
/// and 64 bits, whole numbers and truth values, in either order of bytes, by rows or by columns (Fortran's order); each
/// is rounded to the nearest double. NaN is a missing value. Throws an Error for other numbers of dimensions, arrays of
/// objects, texts, records, dates, complex numbers and wider floats, without rows or columns, for infinities, for a
/// header that cannot be read and for a file that is cut off.
Columns read_npy(std::string_view bytes, std::string_view source);

/// The columns' names alone.
std::vector<std::string> npy_names(std::string_view bytes, std::string_view source);

}  // namespace ntk::data
