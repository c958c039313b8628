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

// The part of a row of `values` along the open numbers g > 0 of the row `forward`: a standard normal number, where
// values are normal. 0 where no unit is open.
double part_along(const Matrix& forward, const Matrix& values, std::size_t row) {
    const double square = open_square(forward, forward, row);
    double product = 0.0;
    for (std::size_t i = 0; i < forward.shape(1); ++i)
        if (forward(row, i) > 0.0) product += forward(row, i) * values(row, i);
    return square > 0.0 ? product / std::sqrt(square) : 0.0;
}

// A law that prefers large Θ̂: its layers below `turn` have the density of networks times a power, 1 or 2, of the
// forward S = Σ g², those from there below `last` times that of the backward S = Σ ε², both over the g > 0, and those
// from `last` on that of the forward S again. Where there are such, the power of the square of f's part z is a factor
// too.
struct Law {
    std::size_t power, turn, last;
};

class Preference {
public:
    Preference(std::size_t layers, std::size_t width, std::uint64_t seed, const std::string& stream)
        : layers_(layers),
          width_(width),
          uniforms_(seed, stream + "/preference"),
          normals_(seed, stream + "/preference/normals") {}

    /// The law of this draw; where its power is 0, that of networks.
    Law law() const {
        Law law{below(0, 3), below(2, layers_ + 1), layers_};
        if (uniforms_.uniform(1) < 0.5) return law;
        // All pairs turn ≤ last < layers alike: the k-th in the order (0, 0), (0, 1), (1, 1), (0, 2) …
        std::size_t k = below(2, layers_ * (layers_ + 1) / 2);
        for (law.last = 0; k > law.last; ++law.last) k -= law.last + 1;
        law.turn = k;
        return law;
    }

    void prefer(const Law& law, Matrix& forward, Matrix& backward) const {
        for (std::size_t l = 0; l < layers_; ++l)
            prefer_row(l, law.power, forward, l >= law.turn && l < law.last ? backward : forward);
        if (law.last == layers_) return;
        const std::size_t top = layers_ - 1;
        const double z = part_along(forward, backward, top), norm = std::sqrt(open_square(forward, forward, top));
        const double more = longer(z, 4 * layers_, 2 * law.power) - z;
        for (std::size_t i = 0; i < width_; ++i)
            if (forward(top, i) > 0.0) backward(top, i) += more * forward(top, i) / norm;
    }

private:
    // S² is the sum of g_i² g_k² over all pairs of units. A normal g times g² is as the root of the sum of three
    // squares of normal numbers, times g⁴ of five. So a unit or a pair is drawn, opened, and its numbers are
    // lengthened.
    void prefer_row(std::size_t row, std::size_t power, Matrix& forward, Matrix& values) const {
        const double w = static_cast<double>(width_);
        const std::size_t first = below(3 * row + 4, width_);
        std::size_t second = below(3 * row + 5, width_ - 1);
        if (second >= first) ++second;
        const auto lengthen = [&](std::size_t unit, std::size_t skipped, std::size_t count) {
            forward(row, unit) = std::fabs(forward(row, unit));
            values(row, unit) = longer(values(row, unit), 4 * row + skipped, count);
        };
        const bool twice_the_same = power == 2 && uniforms_.uniform(3 * row + 3) < 6.0 / (w + 5.0);
        lengthen(first, 0, twice_the_same ? 4 : 2);
        if (power == 2 && !twice_the_same) lengthen(second, 2, 2);
    }
    // The number with the sign of x whose square is x² and the squares of so many more normal numbers.
    double longer(double x, std::size_t from, std::size_t count) const {
        double square = x * x;
        for (std::size_t k = 0; k < count; ++k) {
            const double more = normals_.normal(from + k);
            square += more * more;
        }
        return std::copysign(std::sqrt(square), x);
    }
    std::size_t below(std::size_t index, std::size_t n) const {
        return static_cast<std::size_t>(uniforms_.uniform(index) * static_cast<double>(n));
    }

    std::size_t layers_, width_;
    random::Stream uniforms_, normals_;
};

// The density of all laws of this power over that of networks.
double density_ratio(const Normals& normals, std::size_t power) {
    const std::size_t layers = normals.forward.shape(0);
    const double w = static_cast<double>(normals.forward.shape(1));
    const auto factor = [&](const Matrix& values, std::size_t l) {
        const double s = open_square(normals.forward, values, l);
        return power == 1 ? s / (0.5 * w) : s * s / (0.25 * w * (w + 5.0));
    };
    std::vector<double> forward, above(layers + 1, 1.0);  // the layers' factors, and their products from a layer on
    for (std::size_t l = 0; l < layers; ++l) forward.push_back(factor(normals.forward, l));
    for (std::size_t l = layers; l-- > 0;) above[l] = above[l + 1] * forward[l];
    // `turned` is the sum over all turns ≤ last of the products below last.
    double turned = 1.0, below = 1.0, sum = 0.0;
    for (std::size_t last = 0; last < layers; ++last) {
        sum += turned * above[last];
        below *= forward[last];
        turned = turned * factor(normals.backward, last) + below;
    }
    const double n = static_cast<double>(layers);
    const double z = part_along(normals.forward, normals.backward, layers - 1);
    const double of_z = power == 1 ? z * z : z * z * (z * z) / 3.0;
    return 0.5 * turned / (n + 1.0) + 0.5 * of_z * sum / (0.5 * n * (n + 1.0));
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
    const Preference preference(layers, networks.width, seed, stream);
    if (const Law law = preference.law(); law.power > 0) preference.prefer(law, normals.forward, normals.backward);
    const double density = 1.0 + density_ratio(normals, 1) + density_ratio(normals, 2);
    return {diagonal_ntk(networks, normals), 3.0 / density};
}

double published_dispersion_limit(double lambda) {
    return numeric::exp(5.0 * lambda) / (2.0 * lambda) * (1.0 + numeric::expm1(-4.0 * lambda) / (4.0 * lambda));
}

double tied_dispersion_limit(double lambda) {
    const double between = (lambda / 6.0 + numeric::expm1(-6.0 * lambda) / 36.0) / (lambda * lambda);
    return numeric::exp(5.0 * lambda) * (1.0 + 4.0 * between) / 3.0;
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
