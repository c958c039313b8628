#include "core/studies/shared/kernel_draw.hpp"
#include "core/numeric/arrays.hpp"

#include <cmath>

#include "core/blas/lapack.h"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/reduce.hpp"
#include "core/random/stream.hpp"

namespace ntk::studies::shared {
namespace {

constexpr std::size_t inputs = 10, hidden_layers = 3;
constexpr double noise_deviation = 0.1;

}  // namespace

Vector draw_with_covariance(Matrix k, const Matrix& normals) {
    const int n = static_cast<int>(k.shape(0));
    int info = 0;
    dpotrf_("U", &n, k.data(), &n, &info);  // LAPACK's upper triangle is the lower one of a row-major matrix
    if (info != 0)
        throw Error({.problem = "the kernel to draw from is not positive definite on these inputs",
                     .remedies = {{"take fewer points"}}});
    Vector result = Vector::from_shape({k.shape(0)});
    for (std::size_t i = 0; i < k.shape(0); ++i) result(i) = numeric::dot(&k(i, 0), normals.data(), i + 1);
    return result;
}

data::Split draw_from_kernel(std::size_t training_points, std::size_t test_points, std::uint64_t seed,
                             const std::string& place) {
    const std::string stream = std::string("task/") + kernel_draw_task + "/" + place;
    const std::size_t n = training_points + test_points;
    const Matrix x = random::Stream(seed, stream + "/inputs").normals(n, inputs);
    data::Split split;
    const auto fill = [&](data::Samples& samples, std::size_t begin, std::size_t rows) {
        samples.x = Matrix::from_shape({rows, inputs});
        std::copy_n(&x(begin, 0), rows * inputs, samples.x.data());
        samples.y = Vector::from_shape({rows});
        for (std::size_t i = 0; i < rows; ++i) samples.y(i) = static_cast<double>(i);  // not used, but must differ
    };
    fill(split.train, 0, training_points);
    fill(split.test, training_points, test_points);

    // The kernel is that of the inputs as regressions and networks will see them.
    const data::Split seen = data::standardise(split);
    Matrix joint = Matrix::from_shape({n, inputs + 1});
    std::copy(seen.train.x.begin(), seen.train.x.end(), joint.begin());
    std::copy(seen.test.x.begin(), seen.test.x.end(), joint.begin() + static_cast<std::ptrdiff_t>(seen.train.x.size()));
    Matrix k = kernels::nngp_and_ntk(joint, kernels::Architecture{}, {hidden_layers})[0].ntk;
    double trace = 0.0;
    for (std::size_t i = 0; i < n; ++i) trace += k(i, i);
    k *= static_cast<double>(n) / trace;

    const random::Stream noise(seed, stream + "/noise");
    const auto f = draw_with_covariance(std::move(k), random::Stream(seed, stream + "/function").normals(n, 1));
    for (std::size_t i = 0; i < training_points; ++i) split.train.y(i) = f(i) + noise_deviation * noise.normal(i);
    for (std::size_t i = 0; i < test_points; ++i)
        split.test.y(i) = f(training_points + i) + noise_deviation * noise.normal(training_points + i);
    return split;
}

}  // namespace ntk::studies::shared
