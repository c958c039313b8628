#include "core/studies/published/dispersion.hpp"

#include <cmath>
#include <vector>

#include "core/numeric/exp.hpp"
#include "core/numeric/reduce.hpp"
#include "core/random/stream.hpp"
#include "core/statistics/moments.hpp"
#include "core/studies/published/published.hpp"

namespace ntk::studies::published {
namespace {

using nlohmann::json;

// The sum over a layer's units with g > 0 of the squares of `values`.
double open_square(const Matrix& forward, const Matrix& values, std::size_t row) {
    const std::size_t width = forward.shape(1);
    std::vector<double> open(width);
    for (std::size_t i = 0; i < width; ++i) open[i] = forward(row, i) > 0.0 ? values(row, i) : 0.0;
    return numeric::sum_of_squares(open.data(), width);
}

// What prefers large Θ̂: a power, 1 or 2, of S = Σ g² over the g > 0 of each layer. S² is the sum of g_i² g_k² over all
// pairs of units. A normal g times g² is as the root of the sum of three squares of normal numbers, times g⁴ of five.
// So a unit or a pair is drawn, opened, and its numbers are lengthened by as many more.
class Preference {
public:
    Preference(std::size_t width, std::uint64_t seed, const std::string& stream)
        : width_(width), uniforms_(seed, stream + "/preference"), normals_(seed, stream + "/preference/normals") {}

    std::size_t power() const { return below(0, 3); }
    /// How many layers are preferred forward, from the first on.
    std::size_t turn(std::size_t hidden_layers) const { return below(1, hidden_layers + 1); }

    /// Prefers in the row of `values`, which is that of `forward` or another.
    void prefer(std::size_t row, std::size_t power, Matrix& forward, Matrix& values) const {
        const double w = static_cast<double>(width_);
        const std::size_t first = below(3 * row + 3, width_);
        std::size_t second = below(3 * row + 4, width_ - 1);
        if (second >= first) ++second;
        const bool twice_the_same = power == 2 && uniforms_.uniform(3 * row + 2) < 6.0 / (w + 5.0);
        lengthen(row, first, 0, twice_the_same ? 4 : 2, forward, values);
        if (power == 2 && !twice_the_same) lengthen(row, second, 2, 2, forward, values);
    }

private:
    std::size_t below(std::size_t index, std::size_t n) const {
        return static_cast<std::size_t>(uniforms_.uniform(index) * static_cast<double>(n));
    }
    void lengthen(std::size_t row, std::size_t unit, std::size_t skipped, std::size_t count, Matrix& forward,
                  Matrix& values) const {
        forward(row, unit) = std::fabs(forward(row, unit));
        double square = values(row, unit) * values(row, unit);
        for (std::size_t k = 0; k < count; ++k) {
            const double more = normals_.normal(4 * row + skipped + k);
            square += more * more;
        }
        values(row, unit) = std::copysign(std::sqrt(square), values(row, unit));
    }

    std::size_t width_;
    random::Stream uniforms_, normals_;
};

// The density of the law that prefers by a power over that of networks, where its layers have these S forward and
// backward: the mean over all turns.
double density_ratio(const std::vector<double>& forward, const std::vector<double>& backward, std::size_t width,
                     std::size_t power) {
    const double w = static_cast<double>(width);
    const auto factor = [&](double s) { return power == 1 ? s / (0.5 * w) : s * s / (0.25 * w * (w + 5.0)); };
    std::vector<double> from(backward.size() + 1, 1.0);  // products of the backward factors from a layer on
    for (std::size_t l = backward.size(); l-- > 0;) from[l] = from[l + 1] * factor(backward[l]);
    double below = 1.0, sum = from[0];
    for (std::size_t l = 0; l < forward.size(); ++l) {
        below *= factor(forward[l]);
        sum += below * from[l + 1];
    }
    return sum / static_cast<double>(from.size());
}

}  // namespace

double diagonal_ntk(const RandomNetworks& networks, const Normals& normals) {
    const std::size_t layers = networks.hidden_layers, width = networks.width;
    const double factor = std::sqrt(networks.weight_variance / static_cast<double>(width));
    const double bias_factor = std::sqrt(networks.bias_variance);
    Matrix direction = Matrix::from_shape({layers, width});  // h(l) over its norm; a unit is open where it is positive
    std::vector<double> size = {networks.weight_variance + networks.bias_variance};  // a(l)² ‖h(l−1)‖² + s_b²
    double scale = std::sqrt(networks.weight_variance);                              // a(l) ‖h(l−1)‖
    for (std::size_t l = 0; l < layers; ++l) {
        for (std::size_t i = 0; i < width; ++i) {
            double z = scale * normals.forward(l, i);
            if (bias_factor > 0.0) z += bias_factor * normals.bias(l, i);
            direction(l, i) = z > 0.0 ? z : 0.0;
        }
        const double norm = std::sqrt(numeric::sum_of_squares(&direction(l, 0), width));
        if (norm > 0.0)
            for (std::size_t i = 0; i < width; ++i) direction(l, i) /= norm;
        scale = factor * norm;
        size.push_back(scale * scale + networks.bias_variance);
    }

    double ntk = size[layers];
    std::vector<double> delta(width);
    for (std::size_t l = layers; l-- > 0;) {
        // The last layer has one output, whose weights are normal as they stand.
        double along = 0.0, norm = 1.0, part = 0.0;
        if (l + 1 < layers) {
            norm = std::sqrt(numeric::sum_of_squares(delta.data(), width));
            part = numeric::dot(&normals.backward(l, 0), &direction(l, 0), width);
            along = numeric::dot(&normals.forward(l + 1, 0), delta.data(), width) - norm * part;
        }
        for (std::size_t i = 0; i < width; ++i)
            delta[i] = direction(l, i) > 0.0 ? factor * (along * direction(l, i) + norm * normals.backward(l, i)) : 0.0;
        ntk += size[l] * numeric::sum_of_squares(delta.data(), width);
    }
    return ntk;
}

Draw draw_diagonal(const RandomNetworks& networks, std::uint64_t seed, const std::string& stream) {
    const std::size_t layers = networks.hidden_layers;
    const auto numbers = [&](const char* what) {
        return random::Stream(seed, stream + "/" + what).normals(layers, networks.width);
    };
    Normals normals{numbers("forward"), {}, numbers("backward")};
    if (networks.bias_variance > 0.0) normals.bias = numbers("bias");
    const Preference preference(networks.width, seed, stream);
    if (const std::size_t power = preference.power(); power > 0) {
        const std::size_t turn = preference.turn(layers);
        for (std::size_t l = 0; l < layers; ++l)
            preference.prefer(l, power, normals.forward, l < turn ? normals.forward : normals.backward);
    }
    std::vector<double> forward, backward;
    for (std::size_t l = 0; l < layers; ++l) {
        forward.push_back(open_square(normals.forward, normals.forward, l));
        backward.push_back(open_square(normals.forward, normals.backward, l));
    }
    const double density =
        1.0 + density_ratio(forward, backward, networks.width, 1) + density_ratio(forward, backward, networks.width, 2);
    return {diagonal_ntk(networks, normals), 3.0 / density};
}

double dispersion_limit(double lambda) {
    return numeric::exp(5.0 * lambda) / (2.0 * lambda) * (1.0 + numeric::expm1(-4.0 * lambda) / (4.0 * lambda));
}

flow::Artifact dispersion(const json& parameters, const flow::Inputs&) {
    const RandomNetworks networks{
        parameters.at("width").get<std::size_t>(), parameters.at("hidden_layers").get<std::size_t>(),
        parameters.at("weight_variance").get<double>(), parameters.at("bias_variance").get<double>()};
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    std::vector<double> draws(parameters.at("draws").get<std::size_t>()), weights(draws.size());
    for (std::size_t k = 0; k < draws.size(); ++k) {
        const Draw draw = draw_diagonal(networks, seed, stream + "/draw=" + std::to_string(k));
        draws[k] = draw.ntk;
        weights[k] = draw.weight;
    }
    const statistics::Sample log_ratio = statistics::log_moment_ratio(draws, weights);
    flow::Artifact artifact;
    artifact.arrays["log_ratio"] = xt::xarray<double>(log_ratio.mean);
    artifact.arrays["standard_error"] = xt::xarray<double>(log_ratio.standard_error);
    return artifact;
}

}  // namespace ntk::studies::published
