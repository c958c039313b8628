// What is compared in the study `authors`: the laws of the targets, the settings in which the claims are judged, and
// the groups of networks. Plan, stages and tables know each by its number, which is its place here.
#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/studies/authors/kernels.hpp"

namespace ntk::studies::authors {

/// The laws: covariances that a trial's targets are drawn from. The last two are the kernels of the experiment's
/// network with one hidden layer.
inline constexpr const char* law_names[] = {"NTKB1 as coded", "NTKB1, root put back", "the network's own NTK",
                                            "the network's own NNGP"};
inline constexpr std::size_t law_count = std::size(law_names);

/// A setting says which form of the kernels regresses on which targets. The first three settings are the columns of the
/// table of errors.
struct Setting {
    const char* name;
    Correlation correlation;
    std::size_t law;
};
inline constexpr Setting settings[] = {
    {"as coded", Correlation::as_coded, 0},
    {"root put back", Correlation::root_put_back, 0},
    {"root put back, also in y", Correlation::root_put_back, 1},
    {"root put back, y from the network's own NTK", Correlation::root_put_back, 2},
    {"root put back, y from the network's own NNGP", Correlation::root_put_back, 3},
};
inline constexpr std::size_t setting_count = std::size(settings), column_count = 3;
enum : std::size_t { as_coded, root_put_back, root_also_in_y };
/// The columns of the table whose targets are of this law.
inline std::vector<std::size_t> columns_of(std::size_t law) {
    std::vector<std::size_t> result;
    for (std::size_t s = 0; s < column_count; ++s)
        if (settings[s].law == law) result.push_back(s);
    return result;
}

/// The three NTKs of the experiment. kernel_of_family says which of the nine kernels one of them is for 1 or 2 hidden
/// layers.
inline constexpr const char* family_names[] = {"NTKA", "NTKB", "NTKJ"};
inline constexpr std::size_t family_count = std::size(family_names), family_b = 1;
constexpr std::size_t kernel_of_family(std::size_t family, std::size_t hidden_layers) {
    return ntka1 + 2 * family + (hidden_layers - 1);
}

/// The rungs of the waterfall. They say what a network is compared with as the differences between network and kernel
/// are removed one at a time. The first rung is the published comparison, with NTKB of the network's depth as coded.
/// The gap that is left on the last is the effect of finite width.
inline constexpr const char* rungs[] = {"the published comparison",
                                        "root put back",
                                        "the network's own kernel",
                                        "the same training rows",
                                        "the same training time, by the same batches",
                                        "the same start"};
inline constexpr std::size_t rung_count = std::size(rungs);

/// How many of the training rows networks see. Keras keeps a share back and trains on floor(n · (1 − share)) of n rows.
inline std::size_t network_rows(std::size_t training_rows) {
    return static_cast<std::size_t>(std::floor(static_cast<double>(training_rows) * (1.0 - 0.3)));
}

/// A group is a set of networks that differ only by their trial. Its name begins names of arrays and of stages.
struct Group {
    std::size_t hidden_layers, width, law, trials;
    std::string name() const {
        return "network/hidden-layers=" + std::to_string(hidden_layers) + "/width=" + std::to_string(width) +
               "/targets=" + std::to_string(law);
    }
};

/// The groups that the parameter "groups" lists.
inline std::vector<Group> groups_of(const nlohmann::json& parameters) {
    std::vector<Group> groups;
    for (const auto& g : parameters.at("groups"))
        groups.push_back({g.at("hidden_layers"), g.at("width"), g.at("law"), g.at("trials")});
    return groups;
}

/// The epochs at which errors are recorded: 1, 2, 4 … below `last`, and `last`.
inline std::vector<std::size_t> checkpoints(std::size_t last) {
    std::vector<std::size_t> epochs;
    for (std::size_t epoch = 1; epoch < last; epoch *= 2) epochs.push_back(epoch);
    epochs.push_back(last);
    return epochs;
}

inline double root_mean_square(const Vector& difference) {
    return std::sqrt(numeric::sum_of_squares(difference.data(), difference.size()) /
                     static_cast<double>(difference.size()));
}

}  // namespace ntk::studies::authors
