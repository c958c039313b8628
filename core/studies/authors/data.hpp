// A trial's data as its stages read them, and the experiment's network.
#pragma once

#include <cmath>
#include <cstddef>

#include <xtensor/xview.hpp>

#include "core/flow/artifact.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/network/network.hpp"
#include "core/numeric/arrays.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {

/// The network of the experiment: ReLU, NTK parameterization, weight and bias variance 1.
inline const kernels::Architecture own_architecture{numeric::Activation::relu, 1.0, 1.0};
inline network::NetworkShape network_shape(std::size_t inputs, std::size_t width, std::size_t hidden_layers) {
    return {inputs, width, hidden_layers, numeric::Activation::relu, network::Parameterization::ntk, 1.0, 1.0};
}

/// How many of n rows are the test set: a third, rounded as scikit-learn's train_test_split rounds it.
inline std::size_t test_rows(std::size_t n) {
    return static_cast<std::size_t>(std::ceil(0.33 * static_cast<double>(n)));
}

/// Rows or columns begin … end − 1 of a matrix.
struct Part {
    std::size_t begin, end;
};
inline Matrix block(const Matrix& a, Part rows, Part columns) {
    return xt::view(a, xt::range(rows.begin, rows.end), xt::range(columns.begin, columns.end));
}

struct Data {
    Matrix x_train, x_test, y_train, y_test;  // y: (laws, rows)

    explicit Data(const flow::Artifact& trial)
        : x_train(trial.arrays.at("x_train")),
          x_test(trial.arrays.at("x_test")),
          y_train(trial.arrays.at("y_train")),
          y_test(trial.arrays.at("y_test")) {}

    /// The rows that networks see: the first ones of the training rows (see network_rows).
    std::size_t rows() const { return network_rows(x_train.shape(0)); }
    Matrix x_rows() const { return xt::view(x_train, xt::range(std::size_t{0}, rows()), xt::all()); }
    Vector y_rows(std::size_t law) const { return xt::view(y_train, law, xt::range(std::size_t{0}, rows())); }
    double error(const Vector& prediction, std::size_t law) const {
        return root_mean_square(prediction - xt::view(y_test, law, xt::all()));
    }
};

}  // namespace ntk::studies::authors
