// A matrix in memory of any layout: element (i, j) at data[i * row + j * column]. Row-major is column = 1,
// column-major is row = 1, a transpose is an exchange of the two.
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
