#include <cmath>
#include <cstdint>
#include <utility>

#include "core/blas/cblas.h"
#include "core/judgement/table.hpp"
#include "core/random/stream.hpp"
#include "core/studies/compression/compression.hpp"

namespace ntk::studies::compression {
namespace {

// a b, where b is transposed or not.
Matrix product(const Matrix& a, const Matrix& b, bool transposed) {
    const int n = static_cast<int>(a.shape(0)), k = static_cast<int>(a.shape(1)), ldb = static_cast<int>(b.shape(1)),
              m = static_cast<int>(b.shape(transposed ? 0 : 1));
    Matrix result = Matrix::from_shape({a.shape(0), b.shape(transposed ? 0 : 1)});
    cblas_dgemm(CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, n, m, k, 1.0, a.data(), k,
                b.data(), ldb, 0.0, result.data(), m);
    return result;
}

Matrix gram(const Matrix& a) {
    return product(a, a, true);
}

}  // namespace

std::vector<Family> families(const std::vector<double>& zeros) {
    std::vector<Family> all = {{"dense", "dense", true, false, 0.0}};
    for (const double share : zeros)
        all.push_back({"ternary-" + judgement::general(share),
                       "ternary, " + judgement::general(100.0 * share) + " % zeros", false, false, share});
    all.push_back({"quantised", "quantised, 50 % zeros", false, true, 0.5});
    return all;
}

Matrix draw_weights(const Family& family, std::size_t outputs, std::size_t inputs, std::uint64_t seed,
                    const std::string& stream) {
    const random::Stream numbers(seed, stream);
    if (family.dense) return numbers.normals(outputs, inputs);
    Matrix weights = numbers.uniforms(outputs, inputs);
    const double size = 1.0 / std::sqrt(1.0 - family.zeros), half = family.zeros + 0.5 * (1.0 - family.zeros);
    for (double& w : weights) w = w < family.zeros ? 0.0 : w < half ? size : -size;
    return weights;
}

kernels::KernelPair network_kernels(const Matrix& x, const std::vector<kernels::CentredLayer>& layers,
                                    const Family& family, std::size_t width, std::uint64_t seed,
                                    const std::string& stream) {
    const double root_width = std::sqrt(static_cast<double>(width));
    std::vector<Matrix> weights, hidden = {x / std::sqrt(static_cast<double>(x.shape(1)))}, slopes;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        weights.push_back(draw_weights(family, width, hidden.back().shape(1), seed, stream + "/" + std::to_string(l)));
        Matrix z = product(hidden.back(), weights.back(), true);
        const auto& [steps, moments] = layers[l];
        if (!steps) {
            slopes.push_back(z);
            for (double& slope : slopes.back()) slope = slope > 0.0 ? 1.0 / root_width : 0.0;
        }
        for (double& value : z) {
            const double activation = steps ? (*steps)(value) : value > 0.0 ? value : 0.0;
            value = (activation - moments.mean) / root_width;
        }
        hidden.push_back(std::move(z));
    }
    kernels::KernelPair result{gram(hidden.back()), {}};
    if (family.quantised) return result;

    // From the last layer down: delta(l) is the derivative of the output by the layer's pre-activations, and its Gram
    // matrix times that of the layer's inputs is the part of the tangent kernel that the layer's weights have.
    const Matrix output = draw_weights(family, 1, width, seed, stream + "/output");
    result.ntk = result.nngp;
    Matrix delta = slopes.back();
    for (std::size_t i = 0; i < delta.shape(0); ++i)
        for (std::size_t k = 0; k < width; ++k) delta(i, k) *= output(0, k);
    for (std::size_t l = layers.size(); l-- > 0;) {
        result.ntk += gram(delta) * gram(hidden[l]);
        if (l > 0) delta = product(delta, weights[l], false) * slopes[l - 1];
    }
    return result;
}

}  // namespace ntk::studies::compression
