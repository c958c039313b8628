// Reads numpy's .npy files, each of one array, in the versions 1 to 3 of their format:
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/data/columns.hpp"

namespace ntk::data {

/// Whether the bytes begin as a .npy file does.
bool is_npy(std::string_view bytes);

/// The columns of an array of two dimensions, or of one, which is a single column. They are called by their indices:
/// "0", "1", … The numbers may be floats of 16, 32 and 64 bits, whole numbers and truth values. They may be in either
/// order of bytes, and by rows or by columns (Fortran's order). Each is rounded to the nearest double, and NaN is a
/// missing value.
///
/// Throws an Error for other numbers of dimensions, for arrays of objects, texts, records, dates, complex numbers and
/// wider floats, for arrays without rows or columns, for infinities, for a header that cannot be read, and for a file
/// that is cut off.
Columns read_npy(std::string_view bytes, std::string_view source);

/// The names of the columns alone. Throws an Error for a header that read_npy refuses.
std::vector<std::string> npy_names(std::string_view bytes, std::string_view source);

}  // namespace ntk::data
