// A view of a matrix in memory, in any layout: element (i, j) is at data[i * row + j * column]. A row-major matrix has
// column = 1, a column-major one row = 1, and transposing exchanges the two.
#pragma once

#include <cstddef>

namespace ntk::blas {

using Index = std::ptrdiff_t;

template <class T>
struct BasicView {
    T* data;
    Index row, column;

    T& operator()(Index i, Index j) const { return data[i * row + j * column]; }
    /// The part whose first element is (i, j).
    BasicView from(Index i, Index j) const { return {data + i * row + j * column, row, column}; }
    BasicView transposed() const { return {data, column, row}; }
    operator BasicView<const T>() const { return {data, row, column}; }
};

using View = BasicView<double>;
using ConstView = BasicView<const double>;

}  // namespace ntk::blas
