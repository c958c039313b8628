// The authors' three observations, judged in their own terms (RMSE) by the rules of core/studies/rules.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {

/// One comparison: over trials its values, and what the rules say of them.
struct Cell {
    std::string what;  // "NTKA", "GP and NTKB"
    std::size_t hidden_layers;
    statistics::Sample sample;
    statistics::Interval interval;
    std::string verdict;
};

struct Judged {
    std::vector<Cell> cells;
    std::string verdict, detail;

    std::size_t count(const std::string& verdict) const;
};

/// Whose errors stand for the network's: the widest of finite width, over the few trials that have it, or that of
/// infinite width, over all.
enum class Width { finite, infinite };

/// The errors of all trials, as the claims need them. The groups of networks are those of the parameters.
class Observations {
public:
    Observations(const nlohmann::json& parameters, const flow::Artifact& errors);

    /// C1 in a setting: [RMSE_net(2) − RMSE_net(1)] − [RMSE_kernel(2) − RMSE_kernel(1)] for each of the three NTKs. A
    /// cell is a mismatch where the interval excludes ±rmse_margin, a match where it lies inside (Holm over the cells).
    /// Reproduced where mismatches outnumber matches and are at least a third of the cells.
    Judged layer_added(std::size_t setting, Width width) const;

    /// C2 in a setting: the mean of log(RMSE_GP/RMSE_NTK) for each NTK and depth, "very close" where its 90 % interval
    /// lies inside ±log closeness_ratio. The control, K1 in the place of GP, says how much closeness says. Reproduced
    /// where most cells are very close, and more than of the control's.
    Judged closeness(std::size_t setting) const;
    std::vector<Cell> closeness_cells(std::size_t setting, bool control) const;

    /// C3 in a setting: D of the network to each NTK of its depth. It fails where D's interval exceeds gap_threshold,
    /// holds where it is below; reproduced where most cells fail.
    Judged gap(std::size_t setting, Width width) const;

    /// C1 and C3 like for like: in the kernels' place the network of infinite width itself, from the finite one's own
    /// start by its own batches.
    Judged layer_added_like_for_like() const;
    Judged gap_like_for_like() const;

    /// Whether there are networks of finite width with a setting's targets.
    bool has_finite(std::size_t setting) const { return setting < column_count; }
    /// The widest group with so many hidden layers and these targets.
    const Group& widest(std::size_t hidden_layers, std::size_t law) const;

    /// RMSE over trials of the network with so many hidden layers on a setting's targets, of a kernel in the setting.
    std::vector<double> network(std::size_t setting, std::size_t hidden_layers, Width width) const;
    std::vector<double> kernel(std::size_t setting, std::size_t kernel) const;

private:
    std::vector<Group> groups_;
    const flow::Artifact& errors_;
};

/// The values over trials, the last axis, of an array of the stage `errors`.
template <class... Index>
std::vector<double> over_trials(const flow::Artifact& errors, const std::string& name, Index... index) {
    const auto& array = errors.arrays.at(name);
    std::vector<double> result(array.shape(array.dimension() - 1));
    for (std::size_t t = 0; t < result.size(); ++t) result[t] = array(index..., t);
    return result;
}

}  // namespace ntk::studies::authors
