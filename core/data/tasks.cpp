#include "core/data/tasks.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "core/error/error.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/numeric/trigonometry.hpp"
#include "core/random/stream.hpp"

namespace ntk::data {
namespace {

constexpr std::string_view synthetic[] = {"sphere", "friedman1", "interaction", "sine"};

// sin x for moderate x, by way of sin(πx), the only sine the contract needs.
double sin(double x) {
    return numeric::sinpi(x / std::numbers::pi);
}

double friedman1(const double* x) {
    const double centred = x[2] - 0.5;
    return 10.0 * numeric::sinpi(x[0] * x[1]) + 20.0 * (centred * centred) + 10.0 * x[3] + 5.0 * x[4];
}

double dot(const Matrix& rows, std::size_t i, const Matrix& direction) {
    return numeric::dot(&rows(i, 0), direction.data(), direction.size());
}

// Every row divided by its length.
Matrix on_the_sphere(Matrix x) {
    const std::size_t d = x.shape(1);
    for (std::size_t i = 0; i < x.shape(0); ++i) {
        const double length = std::sqrt(numeric::sum_of_squares(&x(i, 0), d));
        for (std::size_t j = 0; j < d; ++j) x(i, j) /= length;
    }
    return x;
}

Vector column(const Matrix& x, std::size_t j) {
    Vector result = Vector::from_shape({x.shape(0)});
    for (std::size_t i = 0; i < x.shape(0); ++i) result(i) = x(i, j);
    return result;
}

Samples rows(const Samples& table, const std::vector<std::size_t>& which) {
    const std::size_t d = table.x.shape(1);
    Samples result{Matrix::from_shape({which.size(), d}), Vector::from_shape({which.size()})};
    for (std::size_t i = 0; i < which.size(); ++i) {
        for (std::size_t j = 0; j < d; ++j) result.x(i, j) = table.x(which[i], j);
        result.y(i) = table.y(which[i]);
    }
    return result;
}

}  // namespace

Moments moments(const Vector& values) {
    const std::size_t n = values.size();
    const double mean = numeric::mean(values.data(), n);
    // Asked of the values themselves: the rounded mean of equal numbers need not equal them.
    if (std::all_of(values.begin(), values.end(), [&](double v) { return v == values(0); })) return {values(0), 0.0};
    const Vector centred = values - mean;
    return {mean, std::sqrt(numeric::sum_of_squares(centred.data(), n) / static_cast<double>(n))};
}

bool is_synthetic(std::string_view task) {
    return std::find(std::begin(synthetic), std::end(synthetic), task) != std::end(synthetic);
}

Samples draw_samples(std::string_view task, std::size_t n, std::uint64_t seed, std::string_view place) {
    const std::string stream = "task/" + std::string(task) + "/" + std::string(place);
    const random::Stream noise(seed, stream + "/noise");
    Samples result;
    result.y = Vector::from_shape({n});
    if (task == "friedman1") {
        result.x = random::Stream(seed, stream + "/inputs").uniforms(n, 10);
        for (std::size_t i = 0; i < n; ++i) result.y(i) = friedman1(&result.x(i, 0)) + noise.normal(i);
    } else if (task == "sphere") {
        // One direction for the training and the test set of every split: it belongs to the task.
        const auto direction = on_the_sphere(random::Stream(seed, "task/sphere/direction").normals(1, 10));
        result.x = on_the_sphere(random::Stream(seed, stream + "/inputs").normals(n, 10));
        for (std::size_t i = 0; i < n; ++i)
            result.y(i) = sin(3.0 * dot(result.x, i, direction)) + 0.1 * noise.normal(i);
    } else if (task == "interaction") {
        result.x = random::Stream(seed, stream + "/inputs").normals(n, 10);
        for (std::size_t i = 0; i < n; ++i) result.y(i) = result.x(i, 0) * result.x(i, 1) * result.x(i, 2);
    } else if (task == "sine") {
        result.x = 2.0 * random::Stream(seed, stream + "/inputs").uniforms(n, 1) - 1.0;
        for (std::size_t i = 0; i < n; ++i) result.y(i) = sin(3.0 * result.x(i, 0)) + 0.1 * noise.normal(i);
    } else {
        throw Error(
            {.key = "task", .value = shown(task), .limit = fmt::format("one of {}", fmt::join(synthetic, ", "))});
    }
    return result;
}

Error too_few_rows(std::size_t rows, std::size_t training_points, std::size_t test_points) {
    return Error({.value = std::to_string(rows),
                  .limit = fmt::format("at least {} rows", training_points + test_points),
                  .problem = fmt::format("{} rows are too few for {} to train on and {} to test on", rows,
                                         training_points, test_points),
                  .remedies = {{"train on fewer", "training_points"}}});
}

SplitRows split_rows(std::size_t n, const Division& division, std::uint64_t seed, std::string_view place) {
    const std::size_t training_points = division.training_points;
    if (training_points < 2 || n < training_points + 2) throw too_few_rows(n, training_points, 2);
    const auto order = random::Stream(seed, "split/" + std::string(place)).permutation(n);
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(training_points);
    const auto end = middle + static_cast<std::ptrdiff_t>(std::min(division.most_test_points, n - training_points));
    return {{order.begin(), middle}, {middle, end}};
}

Split split_table(const Samples& table, const Division& division, std::uint64_t seed, std::string_view place) {
    const SplitRows split = split_rows(table.y.size(), division, seed, place);
    return {rows(table, split.train), rows(table, split.test)};
}

Split standardise(const Split& split) {
    const std::size_t d = split.train.x.shape(1);
    const std::size_t n_train = split.train.y.size();
    Split result;
    const auto standardise_into = [d](const Samples& from, Samples& to) {
        to.x = Matrix::from_shape({from.y.size(), d + 1});
        to.y = from.y;
        for (std::size_t i = 0; i < from.y.size(); ++i) to.x(i, d) = 1.0;
    };
    standardise_into(split.train, result.train);
    standardise_into(split.test, result.test);
    for (std::size_t j = 0; j < d; ++j) {
        const Moments m = moments(column(split.train.x, j));
        const double scale = m.deviation > 0.0 ? m.deviation : 1.0;
        for (std::size_t i = 0; i < n_train; ++i) result.train.x(i, j) = (split.train.x(i, j) - m.mean) / scale;
        for (std::size_t i = 0; i < split.test.y.size(); ++i)
            result.test.x(i, j) = (split.test.x(i, j) - m.mean) / scale;
    }
    const Moments m = moments(split.train.y);
    if (!(m.deviation > 0.0))
        throw Error({.problem = "the training targets are all equal: nothing to learn",
                     .remedies = {{"take more rows to train on", "training_points"}, {"another target", "target"}}});
    result.train.y = (split.train.y - m.mean) / m.deviation;
    result.test.y = (split.test.y - m.mean) / m.deviation;
    return result;
}

}  // namespace ntk::data
