// Fits the power of the width with which the distance between a network and its limit falls.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/numeric/exp.hpp"
#include "core/numeric/log.hpp"
#include "core/statistics/slope.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/authors/claims.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {

/// Fits a line to log quantity against log width for each trial that has networks of all widths, on targets as coded.
/// Slope and intercept are means over those trials.
struct WidthFit {
    std::vector<Group> groups;  // by width
    statistics::Sample slope;
    double intercept = 0.0;

    WidthFit(const nlohmann::json& parameters, const flow::Artifact& errors, std::size_t hidden_layers,
             const std::string& quantity) {
        for (const Group& group : groups_of(parameters))
            if (group.hidden_layers == hidden_layers && group.law == 0) groups.push_back(group);
        std::size_t trials = groups.front().trials;
        for (const Group& group : groups) trials = std::min(trials, group.trials);
        std::vector<double> slopes;
        for (std::size_t t = 0; t < trials; ++t) {
            std::vector<double> x, y;
            for (const Group& group : groups) {
                x.push_back(numeric::log(static_cast<double>(group.width)));
                y.push_back(numeric::log(errors.arrays.at(group.name() + "/" + quantity)(t)));
            }
            const statistics::Line line = statistics::least_squares_line(x, y);
            slopes.push_back(line.slope);
            intercept += line.intercept / static_cast<double>(trials);
        }
        slope = statistics::summarize(slopes);
    }

    double at(std::size_t width) const {
        return numeric::exp(intercept + slope.mean * numeric::log(static_cast<double>(width)));
    }
};

}  // namespace ntk::studies::authors
