#include <cmath>

#include <xtensor/xview.hpp>

#include "core/data/tasks.hpp"
#include "core/random/stream.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/compression/compression.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::compression {
namespace {

using nlohmann::json;

// The rows of a problem by class: 0 where y is 1, 1 where it is −1.
std::vector<std::size_t> training_groups(const Problem& problem) {
    std::vector<std::size_t> groups(problem.training_rows);
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i] = problem.y(i) > 0.0 ? 0 : 1;
    return groups;
}

Problem draw_mixture(const json& parameters) {
    const auto p = parameters.at("dimension").get<std::size_t>(),
               n = parameters.at("training_points").get<std::size_t>(),
               rows = n + parameters.at("test_points").get<std::size_t>();
    const auto centre = parameters.at("mean").get<double>();
    const double root_p = std::sqrt(static_cast<double>(p));
    const double scales[] = {1.0, 1.0 + parameters.at("spread").get<double>() / root_p};
    Problem problem{random::Stream(parameters.at("seed").get<std::uint64_t>(),
                                   parameters.at("stream").get<std::string>() + "/mixture")
                        .normals(rows, p),
                    Vector::from_shape({rows}),
                    n,
                    {}};
    Matrix means = xt::zeros<double>({std::size_t{2}, p}), products = Matrix::from_shape({2, 2});
    for (std::size_t a = 0; a < 2; ++a) {
        means(a, 0) = a == 0 ? centre : -centre;
        for (std::size_t b = 0; b < 2; ++b) products(a, b) = scales[a] * scales[b];
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t a = i % 2;
        problem.y(i) = a == 0 ? 1.0 : -1.0;
        const double deviation = std::sqrt(scales[a]);
        for (std::size_t k = 0; k < p; ++k) problem.x(i, k) = means(a, k) + deviation * problem.x(i, k);
    }
    problem.mixture = kernels::mixture_rows(problem.training_x(), training_groups(problem), means, products);
    return problem;
}

Problem draw_from_table(const json& parameters, const flow::Artifact& table) {
    const data::Split split = data::standardise(
        data::split_table({table.arrays.at("x"), table.arrays.at("y")}, shared::division_of(parameters),
                          parameters.at("seed").get<std::uint64_t>(), parameters.at("stream").get<std::string>()));
    Problem problem{xt::concatenate(xt::xtuple(split.train.x, split.test.x)),
                    xt::concatenate(xt::xtuple(split.train.y, split.test.y)),
                    split.train.y.size(),
                    {}};
    for (double& y : problem.y) y = y > 0.0 ? 1.0 : -1.0;
    problem.mixture = kernels::mixture_rows(problem.training_x(), training_groups(problem));
    return problem;
}

}  // namespace

Matrix Problem::training_x() const {
    return xt::view(x, xt::range(0, training_rows), xt::all());
}

Matrix Problem::training_block(const Matrix& k) const {
    return xt::view(k, xt::range(0, training_rows), xt::range(0, training_rows));
}

Problem draw_problem(const json& parameters, const flow::Inputs& inputs) {
    return inputs.has("table") ? draw_from_table(parameters, inputs.at("table")) : draw_mixture(parameters);
}

Vector kernel_regression(const Problem& problem, const Matrix& k, bool tuned) {
    const std::size_t n = problem.training_rows, rows = k.shape(0);
    const Matrix k_train = problem.training_block(k), k_test = xt::view(k, xt::range(n, rows), xt::range(0, n));
    const Vector y = xt::view(problem.y, xt::range(0, n));
    const Vector coefficients =
        tuned ? regression::ridge_coefficients(
                    k_train, y,
                    regression::tuned_ridge(regression::spectrum(k_train), regression::mean_diagonal(k_train), y))
              : regression::interpolating_coefficients(k_train, y).coefficients;
    return regression::kernel_prediction(k_test, coefficients);
}

double classification_error(const Problem& problem, const Vector& predictions) {
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < predictions.size(); ++i)
        if (!(predictions(i) * problem.y(problem.training_rows + i) > 0.0)) ++wrong;
    return static_cast<double>(wrong) / static_cast<double>(predictions.size());
}

}  // namespace ntk::studies::compression
