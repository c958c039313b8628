// The studies' tasks, and how a table of inputs and targets becomes one split: training and test set, standardised.
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

/// Of values (n): their mean and the root of their mean squared deviation, exactly 0 where all are equal, both in units
/// of 2^exponent. That is 1 but for values so large or small that their squares would not be doubles
/// (numeric/extremes.hpp).
struct Moments {
    double mean;
    double deviation;
    int exponent = 0;

    /// (value − mean)/deviation, and what has this figure.
    double standard(double value) const;
    double restored(double standard) const;
};
Moments moments(const Vector& values);

/// Whether draw_samples knows the task.
bool is_synthetic(std::string_view task);

/// n fresh samples of a synthetic task, from the stream named "task/TASK/" + place. Tasks:
///   sphere        ten inputs uniform on the unit sphere, y = sin(3 w·x) + 0.1 N(0,1), w one unit vector for each seed
///   friedman1     ten inputs uniform on [0,1] (Friedman 1991),
///                 y = 10 sin(π x1 x2) + 20 (x3 − ½)² + 10 x4 + 5 x5 + N(0,1)
///   interaction   ten normal inputs, y = x1 x2 x3
///   sine          one input uniform on [−1,1], which can be drawn, y = sin(3 x) + 0.1 N(0,1)
/// Throws an Error for an unknown task.
Samples draw_samples(std::string_view task, std::size_t n, std::uint64_t seed, std::string_view place);

/// What to throw where a table has too few rows.
Error too_few_rows(std::size_t rows, std::size_t training_points, std::size_t test_points);

/// How a table's rows are divided: `training_points` to train on; to test on, all that is left, or at most
/// `most_test_points` of it.
struct Division {
    std::size_t training_points;
    std::size_t most_test_points = std::numeric_limits<std::size_t>::max();
};

/// Rows of a table, by their index.
struct SplitRows {
    std::vector<std::size_t> train, test;
};

/// The rows of a split: a permutation of n rows drawn from the stream "split/" + place, its first rows to train on,
/// those after them to test on. Throws an Error where fewer than two rows would be left to test on.
SplitRows split_rows(std::size_t n, const Division& division, std::uint64_t seed, std::string_view place);

/// The split itself.
Split split_table(const Samples& table, const Division& division, std::uint64_t seed, std::string_view place);

/// Inputs and targets to mean 0 and variance 1 by the training set's own figures (test set by the same), then a
/// constant column 1 appended to the inputs in place of biases (the paper, section 2). A column that is constant
/// over the training set is left out, whatever it is in the test set: nothing can be learnt of what it does, and there
/// is no scale to measure it by. Throws an Error where the training targets are all equal.
Split standardise(const Split& split);

/// The columns of inputs (n, d) that are constant, in order: in all rows, or in these.
std::vector<std::size_t> constant_columns(const Matrix& x);
std::vector<std::size_t> constant_columns(const Matrix& x, const std::vector<std::size_t>& rows);

}  // namespace ntk::data
