#include "core/data/tasks.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "core/error/error.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/extremes.hpp"
#include "core/numeric/reduce.hpp"
#include "core/numeric/trigonometry.hpp"
#include "core/random/stream.hpp"

namespace ntk::data {
namespace {

constexpr std::string_view synthetic[] = {"sphere", "friedman1", "interaction", "sine"};

// sin x for moderate x, by way of sin(πx), the only sine that numeric/trigonometry.hpp has.
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

// The matrix with every row divided by its length.
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

bool all_equal(const Vector& values) {
    return std::all_of(values.begin(), values.end(), [&](double v) { return v == values(0); });
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
    const int exponent = numeric::extreme_exponent(values.data(), n);
    Vector scaled = values;
    if (exponent != 0)
        for (double& v : scaled) v = numeric::scaled(v, -exponent);
    const double mean = numeric::mean(scaled.data(), n);
    // The values themselves are asked whether they are equal, because the rounded mean of equal numbers need not equal
    // them.
    if (all_equal(values)) return {scaled(0), 0.0, exponent};
    const Vector centred = scaled - mean;
    return {mean, std::sqrt(numeric::sum_of_squares(centred.data(), n) / static_cast<double>(n)), exponent};
}

double Moments::standard(double value) const {
    return ((exponent == 0 ? value : numeric::scaled(value, -exponent)) - mean) / deviation;
}

double Moments::restored(double standard) const {
    const double value = standard * deviation + mean;
    return exponent == 0 ? value : numeric::scaled(value, exponent);
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
        // The direction belongs to the task: the training and the test set of every split have the same one.
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

std::vector<std::size_t> constant_columns(const Matrix& x) {
    std::vector<std::size_t> all(x.shape(0));
    std::iota(all.begin(), all.end(), std::size_t{0});
    return constant_columns(x, all);
}

std::vector<std::size_t> constant_columns(const Matrix& x, const std::vector<std::size_t>& rows) {
    std::vector<std::size_t> constant;
    for (std::size_t j = 0; j < x.shape(1); ++j)
        if (std::all_of(rows.begin(), rows.end(), [&](std::size_t i) { return x(i, j) == x(rows.front(), j); }))
            constant.push_back(j);
    return constant;
}

Split standardise(const Split& split) {
    std::vector<std::pair<std::size_t, Moments>> kept;  // columns by index
    for (std::size_t j = 0; j < split.train.x.shape(1); ++j) {
        const Moments m = moments(column(split.train.x, j));
        if (m.deviation > 0.0) kept.emplace_back(j, m);
    }
    const Moments target = moments(split.train.y);
    if (!(target.deviation > 0.0))
        throw Error({.problem = "the training targets are all equal: nothing to learn",
                     .remedies = {{"take more rows to train on", "training_points"}, {"another target", "target"}}});
    const auto standard = [&](const Samples& from) {
        const std::size_t n = from.y.size(), d = kept.size();
        Samples to{Matrix::from_shape({n, d + 1}), from.y};
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < d; ++j) to.x(i, j) = kept[j].second.standard(from.x(i, kept[j].first));
            to.x(i, d) = 1.0;
            to.y(i) = target.standard(from.y(i));
        }
        return to;
    };
    return {standard(split.train), standard(split.test)};
}

}  // namespace ntk::data
