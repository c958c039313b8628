// The trained networks of the study `width` by what they are, and what falls with the width at which rate.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/judgement/rules.hpp"
#include "core/numeric/log.hpp"
#include "core/statistics/slope.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/width/width.hpp"

namespace ntk::studies::width {

/// Rates of the runs that look for where the agreement ends, in units of the largest stable rate 2/λmax(Θ).
inline constexpr double rate_multiples[] = {0.25, 0.5, 0.8, 1.25, 2.0, 4.0};
inline constexpr std::size_t rate_count = std::size(rate_multiples);

/// The study's networks by what they are.
class Runs {
public:
    Runs(const nlohmann::json& parameters, const flow::Inputs& inputs)
        : widths(parameters.at("widths").get<std::vector<std::size_t>>()),
          hidden_layers(parameters.at("hidden_layers").get<std::vector<std::size_t>>()),
          rate_widths(parameters.at("rate_widths").get<std::vector<std::size_t>>()),
          replicates(parameters.at("replicates").get<std::size_t>()),
          shown(parameters.at("shown").get<std::size_t>()),
          inputs_(inputs) {}

    const flow::Artifact& relu(std::size_t w, std::size_t l, std::size_t r) const {
        return inputs_.at("relu", {w, l, r});
    }
    const flow::Artifact& erf(std::size_t w, std::size_t r) const { return inputs_.at("erf", {w, r}); }
    const flow::Artifact& at_rate(std::size_t k, std::size_t w, std::size_t r) const {
        return inputs_.at("rate", {k, w, r});
    }
    const flow::Artifact& fluctuation(std::size_t w, std::size_t l) const { return inputs_.at("fluctuation", {w, l}); }
    /// Trained networks in all, and how many of them have the flag `name`.
    std::size_t networks() const { return all("relu") + all("erf") + all("rate"); }
    std::size_t count(const std::string& name) const {
        return flagged("relu", name) + flagged("erf", name) + flagged("rate", name);
    }
    /// Of those with ReLU at the rate 1/λmax(Θ).
    std::size_t count_relu(const std::string& name) const { return flagged("relu", name); }

    const std::vector<std::size_t> widths, hidden_layers, rate_widths;
    const std::size_t replicates, shown;  // shown: index of the depth that stands for all where one must

private:
    std::size_t all(const std::string& family) const { return inputs_.all(family).size(); }
    std::size_t flagged(const std::string& family, const std::string& name) const {
        const auto runs = inputs_.all(family);
        return static_cast<std::size_t>(std::count_if(
            runs.begin(), runs.end(), [&](const flow::Artifact* run) { return run->arrays.at(name)() > 0.0; }));
    }

    const flow::Inputs& inputs_;
};

/// The value of a scalar, or of a column at its last checkpoint.
inline double last(const flow::Artifact& run, const std::string& name) {
    const auto& array = run.arrays.at(name);
    return array.dimension() == 0 ? array() : array(array.size() - 1);
}

/// The lines of log value(w, r) against log width, one for each replicate.
inline std::vector<statistics::Line> lines_against_width(const Runs& runs,
                                                         const std::function<double(std::size_t, std::size_t)>& value) {
    std::vector<statistics::Line> lines;
    for (std::size_t r = 0; r < runs.replicates; ++r) {
        std::vector<double> x, y;
        for (std::size_t w = 0; w < runs.widths.size(); ++w) {
            x.push_back(numeric::log(static_cast<double>(runs.widths[w])));
            y.push_back(numeric::log(value(w, r)));
        }
        lines.push_back(statistics::least_squares_line(x, y));
    }
    return lines;
}

/// The slopes' mean over replicates, with its standard error.
inline statistics::Sample slope_sample(const std::vector<statistics::Line>& lines) {
    std::vector<double> slopes;
    for (const statistics::Line& line : lines) slopes.push_back(line.slope);
    return statistics::summarize(slopes);
}

}  // namespace ntk::studies::width
