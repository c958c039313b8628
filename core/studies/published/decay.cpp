#include <vector>

#include <xtensor/xadapt.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/controls.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/numeric/trigonometry.hpp"
#include "core/studies/published/published.hpp"
#include "core/studies/shared/unit_circle.hpp"

namespace ntk::studies::published {

using nlohmann::json;

Vector cosine_coefficients(const Vector& half, std::size_t frequencies) {
    const std::size_t last = half.size() - 1, points = 2 * last;
    Vector cosine = Vector::from_shape({points}), wave = half, result = Vector::from_shape({frequencies + 1});
    for (std::size_t j = 0; j < points; ++j)
        cosine(j) = numeric::cospi(2.0 * static_cast<double>(j) / static_cast<double>(points));
    for (std::size_t k = 0; k <= frequencies; ++k) {
        // The points between 0 and π stand for two each.
        for (std::size_t j = 0; j <= last; ++j) wave(j) = (j == 0 || j == last ? 1.0 : 2.0) * cosine(j * k % points);
        result(k) = numeric::dot(wave.data(), half.data(), half.size()) / static_cast<double>(points);
    }
    return result;
}

flow::Artifact decay(const json& parameters, const flow::Inputs&) {
    const auto points = parameters.at("points").get<std::size_t>();
    const auto frequencies = parameters.at("frequencies").get<std::size_t>();
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    std::vector<double> angles(points / 2 + 1);
    for (std::size_t j = 0; j < angles.size(); ++j)
        angles[j] = 2.0 * static_cast<double>(j) / static_cast<double>(points);
    const Matrix x = shared::circle_points(angles);
    const Matrix first = xt::view(x, xt::range(0, 1), xt::all());
    kernels::Architecture with_bias, bias_free;
    with_bias.bias_variance = parameters.at("bias_variance").get<double>();

    flow::Artifact artifact;
    const auto add = [&](const std::string& kernel, const Matrix& values) {
        artifact.arrays[kernel] = cosine_coefficients(xt::view(values, 0, xt::all()), frequencies);
    };
    const kernels::KernelPair pair = kernels::nngp_and_ntk(first, x, with_bias, {hidden_layers})[0];
    add("ntk", pair.ntk);
    add("nngp", pair.nngp);
    add("laplace", kernels::laplace_kernel(first, x, 1.0));
    add("bias_free", kernels::nngp_and_ntk(first, x, bias_free, {1})[0].ntk);
    return artifact;
}

}  // namespace ntk::studies::published
