// The studies' tasks, and how a table of inputs and targets becomes a split, which is a standardised training and test
// set.
//
//   table.hpp   files to numbers
//   tasks.hpp   this: synthetic tasks, splits, standardisation
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/numeric/arrays.hpp"

#include "core/error/error.hpp"

namespace ntk::data {

/// Inputs (n, d) and targets (n).
struct Samples {
    Matrix x;
    Vector y;
};

/// One draw of a training and a test set.
struct Split {
    Samples train;
    Samples test;
};

/// The mean of values, and their deviation, which is the root of their mean squared deviation from it and exactly 0
/// where all are equal. Both are in units of 2^exponent. The unit is 1 unless the values are so large or small that
/// their squares would not be doubles (numeric/extremes.hpp).
struct Moments {
    double mean;
    double deviation;
    int exponent = 0;

    /// The standardised value (value − mean)/deviation, and the value that has a given standardised one.
    double standard(double value) const;
    double restored(double standard) const;
};

/// The moments of values (n).
Moments moments(const Vector& values);

/// Whether draw_samples knows the task.
bool is_synthetic(std::string_view task);

/// Draws n fresh samples of a synthetic task, from streams whose names begin with "task/TASK/" + place. The tasks are:
///   sphere        ten inputs uniform on the unit sphere, y = sin(3 w·x) + 0.1 N(0,1), w one unit vector for each seed
///   friedman1     ten inputs uniform on [0,1] (Friedman 1991),
///                 y = 10 sin(π x1 x2) + 20 (x3 − ½)² + 10 x4 + 5 x5 + N(0,1)
///   interaction   ten normal inputs, y = x1 x2 x3
///   sine          one input uniform on [−1,1], which can be drawn, y = sin(3 x) + 0.1 N(0,1)
/// Throws an Error for an unknown task.
Samples draw_samples(std::string_view task, std::size_t n, std::uint64_t seed, std::string_view place);

/// The Error to throw where so many rows are too few for so many points to train on and to test on.
Error too_few_rows(std::size_t rows, std::size_t training_points, std::size_t test_points);

/// How a table's rows are divided: `training_points` of them are to train on. The others are to test on, or
/// `most_test_points` of them where they are more.
struct Division {
    std::size_t training_points;
    std::size_t most_test_points = std::numeric_limits<std::size_t>::max();
};

/// The rows of a split, by their indices in the table.
struct SplitRows {
    std::vector<std::size_t> train, test;
};

/// Draws the rows of a split. A permutation of n rows is drawn from the stream "split/" + place. Its first rows are to
/// train on, and those after them to test on. Throws an Error where fewer than two rows would be there to train on or
/// to test on.
SplitRows split_rows(std::size_t n, const Division& division, std::uint64_t seed, std::string_view place);

/// The samples of the table in the rows that split_rows draws.
Split split_table(const Samples& table, const Division& division, std::uint64_t seed, std::string_view place);

/// Brings inputs and targets to mean 0 and variance 1 over the training set. The test set is shifted and scaled by the
/// training set's figures. Then a constant column 1 is appended to the inputs in place of biases (section 2 of the
/// paper). A column that is constant over the training set is left out, whatever it is in the test set: nothing can be
/// learnt of what it does, and there is no scale to measure it by. Throws an Error where the training targets are all
/// equal.
Split standardise(const Split& split);

/// The indices of the columns of x (n, d) that are constant over all rows, or over the given rows, in order.
std::vector<std::size_t> constant_columns(const Matrix& x);
std::vector<std::size_t> constant_columns(const Matrix& x, const std::vector<std::size_t>& rows);

}  // namespace ntk::data
