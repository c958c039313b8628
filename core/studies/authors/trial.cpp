#include <cmath>
#include <string>

#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/reduce.hpp"
#include "core/random/stream.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"
#include "core/studies/shared/kernel_draw.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;

// Draws inputs uniformly on (−5, 7)^d and scales them to length 1.
Matrix draw_inputs(std::size_t n, std::size_t d, const random::Stream& stream) {
    Matrix x = stream.uniforms(n, d);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t c = 0; c < d; ++c) x(i, c) = -5.0 + 12.0 * x(i, c);
        const double length = std::sqrt(numeric::sum_of_squares(&x(i, 0), d));
        for (std::size_t c = 0; c < d; ++c) x(i, c) /= length;
    }
    return x;
}

std::vector<Matrix> covariances(const Matrix& x) {
    const kernels::KernelPair own = kernels::nngp_and_ntk(x, own_architecture, {1})[0];
    return {nine_kernels(x, Correlation::as_coded)[ntkb1], nine_kernels(x, Correlation::root_put_back)[ntkb1], own.ntk,
            own.nngp};
}

}  // namespace

flow::Artifact trial(const json& parameters, const flow::Inputs&) {
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    const auto n = parameters.at("points").get<std::size_t>(), d = parameters.at("inputs").get<std::size_t>();
    const std::size_t test = test_rows(n);

    const Matrix drawn = draw_inputs(n, d, random::Stream(seed, stream + "/inputs"));
    const auto order = random::Stream(seed, stream + "/split").permutation(n);
    Matrix x = Matrix::from_shape({n, d});  // the training rows, then the test rows
    for (std::size_t i = 0; i < n; ++i) std::copy_n(&drawn(order[i], 0), d, &x(i, 0));

    const Matrix normals = random::Stream(seed, stream + "/targets").normals(n, 1);
    Matrix y = Matrix::from_shape({law_count, n});
    const auto covariance = covariances(x);
    for (std::size_t law = 0; law < law_count; ++law)
        xt::view(y, law, xt::all()) = shared::draw_with_covariance(covariance[law], normals);

    const Part train{0, n - test}, rest{n - test, n}, columns{0, d}, laws{0, law_count};
    flow::Artifact artifact;
    artifact.arrays["x_train"] = block(x, train, columns);
    artifact.arrays["x_test"] = block(x, rest, columns);
    artifact.arrays["y_train"] = block(y, laws, train);
    artifact.arrays["y_test"] = block(y, laws, rest);
    return artifact;
}

}  // namespace ntk::studies::authors
