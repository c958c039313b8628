#include <algorithm>
#include <string>

#include "core/judgement/table.hpp"
#include "core/numeric/log.hpp"
#include "core/numeric/trigonometry.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;

constexpr std::size_t circle_points = 256;
constexpr double rounding = 1e-14;  // eigenvalues below this share of the trace are rounding errors

// A kernel's matrix on some points.
struct Named {
    std::string kernel, version;
    std::size_t hidden_layers;  // those of the network whose training time it is compared with
    Matrix values;
};

std::vector<Named> all_kernels(const Matrix& x) {
    std::vector<Named> result;
    for (const auto& [version, correlation] :
         {std::pair{"as coded", Correlation::as_coded}, std::pair{"root put back", Correlation::root_put_back}}) {
        auto nine = nine_kernels(x, correlation);
        for (std::size_t k = 0; k < kernel_count; ++k)
            result.push_back({kernel_names[k], version, kernel_layers(k) == 2 ? std::size_t{2} : std::size_t{1},
                              std::move(nine[k])});
    }
    const auto own = kernels::nngp_and_ntk(x, own_architecture, {1, 2});
    for (std::size_t l = 0; l < 2; ++l) {
        const std::string layers = std::to_string(l + 1);
        result.push_back({"NNGP" + layers + " of the network", "own", l + 1, own[l].nngp});
        result.push_back({"NTK" + layers + " of the network", "own", l + 1, own[l].ntk});
    }
    return result;
}

// Equally spaced points on the unit circle in the plane of the first two of d inputs. A kernel's matrix on them is
// circulant.
Matrix circle(std::size_t d) {
    Matrix x = xt::zeros<double>({circle_points, d});
    for (std::size_t i = 0; i < circle_points; ++i) {
        const double turn = 2.0 * static_cast<double>(i) / static_cast<double>(circle_points);
        x(i, 0) = numeric::cospi(turn);
        x(i, 1) = numeric::sinpi(turn);
    }
    return x;
}

// The eigenvalues of a circulant matrix at the frequencies 0 … n/2, as shares of the trace. They are the Fourier
// coefficients of its first row.
std::vector<double> frequencies(const Matrix& k) {
    const std::size_t n = k.shape(0);
    std::vector<double> result(n / 2 + 1, 0.0);
    for (std::size_t frequency = 0; frequency < result.size(); ++frequency)
        for (std::size_t j = 0; j < n; ++j) {
            const double turn = 2.0 * static_cast<double>(frequency * j % n) / static_cast<double>(n);
            result[frequency] += k(0, j) / k(0, 0) * numeric::cospi(turn) / static_cast<double>(n);
        }
    return result;
}

// All eigenvalues, the largest first, as shares of the trace.
std::vector<double> eigenvalues(const Matrix& k) {
    const regression::Spectrum s = regression::spectrum(k);
    std::vector<double> result(s.values.rbegin(), s.values.rend());
    for (double& value : result) value /= regression::mean_diagonal(k) * static_cast<double>(k.shape(0));
    return result;
}

}  // namespace

flow::Artifact spectrum_table(const json& parameters, const flow::Inputs& inputs) {
    const Data data(inputs.at("trial"));
    const auto steps = parameters.at("steps").get<std::vector<double>>();
    const auto rate = parameters.at("rate").get<double>();
    judgement::Table table;
    const auto show = [&](const std::string& domain, const Named& named, const std::vector<double>& values,
                          std::size_t first_index) {
        // An eigenvalue below the threshold is not half learnt: (1 − 2ηλ/n)^t is a half at about λ = n log 2/(2ηt). The
        // threshold is a share of the trace, which is n times the mean of the diagonal.
        const double threshold =
            numeric::log(2.0) / (2.0 * rate * steps[named.hidden_layers - 1] * regression::mean_diagonal(named.values));
        // The first are all shown, then some for each decade, which is enough to draw a line.
        for (std::size_t i = 0; i < values.size(); i += 1 + i / 16)
            if (values[i] > rounding)
                table.text("domain", domain)
                    .text("kernel", named.kernel)
                    .text("version", named.version)
                    .number("hidden_layers", static_cast<double>(named.hidden_layers))
                    .number("index", static_cast<double>(first_index + i))
                    .number("eigenvalue", values[i])
                    .number("threshold", threshold);
    };
    for (const Named& named : all_kernels(circle(data.x_train.shape(1))))
        show("circle", named, frequencies(named.values), 0);
    for (const Named& named : all_kernels(data.x_rows()))
        show("the training rows", named, eigenvalues(named.values), 1);
    return table.finish();
}

}  // namespace ntk::studies::authors
