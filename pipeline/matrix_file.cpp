#include "pipeline/matrix_file.hpp"

#include <bit>
#include <cstddef>

#include <fmt/format.h>

#include "core/error/error.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/decimal.hpp"
#include "pipeline/files.hpp"

namespace ntk::pipeline {
namespace {

static_assert(std::endian::native == std::endian::little, "the .npy header says so");

// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0. xtensor's dump_npy is
// not used: it opens the file itself or copies the matrix, and does not notice a full disk.
void write_npy(std::ostream& stream, const Matrix& matrix) {
    std::string header = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, {}), }}", matrix.shape(0),
                                     matrix.shape(1));
    constexpr std::size_t before = 10, alignment = 64;
    header.append(alignment - 1 - (before + header.size()) % alignment, ' ');
    header += '\n';
    stream.write("\x93NUMPY\x01\x00", 8);
    stream.put(static_cast<char>(header.size() & 255)).put(static_cast<char>(header.size() >> 8));
    stream << header;
    stream.write(reinterpret_cast<const char*>(matrix.data()), static_cast<std::streamsize>(8 * matrix.size()));
}

void write_csv(std::ostream& stream, const Matrix& matrix, const std::string& prefix) {
    const std::size_t rows = matrix.shape(0), columns = matrix.shape(1);
    std::string line;
    for (std::size_t j = 0; j < columns; ++j) line += (j > 0 ? "," : "") + prefix + std::to_string(j + 1);
    stream << line << '\n';
    for (std::size_t i = 0; i < rows; ++i) {
        line.clear();
        for (std::size_t j = 0; j < columns; ++j) {
            if (j > 0) line += ',';
            line += numeric::shortest_decimal(matrix(i, j));
        }
        stream << line << '\n';
    }
}

}  // namespace

void check_matrix_file(const std::filesystem::path& path) {
    const std::filesystem::path ending = path.extension();
    if (ending != ".npy" && ending != ".csv")
        throw Error({.file = path.string(),
                     .problem = "the name of the output says its form",
                     .remedies = {{"end it in .npy or .csv", "out"}}});
}

void write_matrix(const std::filesystem::path& path, const Matrix& matrix, const std::string& prefix) {
    check_matrix_file(path);
    write_atomically(path, [&](std::ostream& stream) {
        if (path.extension() == ".npy")
            write_npy(stream, matrix);
        else
            write_csv(stream, matrix, prefix);
    });
}

}  // namespace ntk::pipeline
