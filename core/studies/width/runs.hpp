// Finds the trained networks of the study `width`, and fits powers of the width to what is measured of them.
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

/// The rates of the runs that look for the rate at which networks stop agreeing with their linearisation, in units of
/// the largest stable rate 2/λmax(Θ).
inline constexpr double rate_multiples[] = {0.25, 0.5, 0.8, 1.25, 2.0, 4.0};
inline constexpr std::size_t rate_count = std::size(rate_multiples);

/// The study's networks. Widths, depths and rates are given by their place in the study's lists, w, l and k; r is the
/// replicate.
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
    /// How many networks were trained in all.
    std::size_t networks() const { return all("relu") + all("erf") + all("rate"); }
    /// How many of them have the flag `name` set.
    std::size_t count(const std::string& name) const {
        return flagged("relu", name) + flagged("erf", name) + flagged("rate", name);
    }
    /// How many of the ReLU networks trained at the rate 1/λmax(Θ) have it set.
    std::size_t count_relu(const std::string& name) const { return flagged("relu", name); }

    const std::vector<std::size_t> widths, hidden_layers, rate_widths;
    const std::size_t replicates, shown;  // shown: the place of the depth that is shown where only one can be

private:
    std::size_t all(const std::string& family) const { return inputs_.all(family).size(); }
    std::size_t flagged(const std::string& family, const std::string& name) const {
        const auto runs = inputs_.all(family);
        return static_cast<std::size_t>(std::count_if(
            runs.begin(), runs.end(), [&](const flow::Artifact* run) { return run->arrays.at(name)() > 0.0; }));
    }

    const flow::Inputs& inputs_;
};

/// The value of a scalar, or of a column the value at the last checkpoint.
inline double last(const flow::Artifact& run, const std::string& name) {
    const auto& array = run.arrays.at(name);
    return array.dimension() == 0 ? array() : array(array.size() - 1);
}

/// Fits a line to log value(w, r) against log width for each replicate r.
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

/// The mean of the lines' slopes over replicates, with its standard error.
inline statistics::Sample slope_sample(const std::vector<statistics::Line>& lines) {
    std::vector<double> slopes;
    for (const statistics::Line& line : lines) slopes.push_back(line.slope);
    return statistics::summarize(slopes);
}

}  // namespace ntk::studies::width
