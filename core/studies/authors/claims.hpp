// Judges the authors' three observations in their own terms (RMSE) by the rules of core/judgement/rules.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {

/// One comparison: its values over trials, and what the rules say of them.
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

/// Which network's errors are taken: those of the widest network of finite width, which few trials have, or those of
/// the network of infinite width, which all have.
enum class Width { finite, infinite };

/// The errors of all trials as the claims need them. The parameters list the groups of networks. Each claim is judged
/// in a setting, given by its number (runs.hpp).
class Observations {
public:
    Observations(const nlohmann::json& parameters, const flow::Artifact& errors);

    /// C1. There is a cell for each of the three NTKs, whose values are the change of the network's RMSE by a second
    /// hidden layer less that of the kernel's: [RMSE_net(2) − RMSE_net(1)] − [RMSE_kernel(2) − RMSE_kernel(1)]. A cell
    /// is a mismatch where its mean is shown to lie outside ±rmse_margin, and a match where it is shown to lie inside,
    /// with Holm's correction over the cells. C1 is reproduced where mismatches outnumber matches and are at least a
    /// third of the cells.
    Judged layer_added(std::size_t setting, Width width) const;

    /// C2. There is a cell for each NTK and depth, the mean of log(RMSE_GP/RMSE_NTK). It is "very close" where its 90 %
    /// interval lies inside ±log closeness_ratio. The control has K1, which knows of no network, in the place of GP: if
    /// it is close too, closeness means little. C2 is reproduced where most cells are very close, and more than of the
    /// control's.
    Judged closeness(std::size_t setting) const;
    std::vector<Cell> closeness_cells(std::size_t setting, bool control) const;

    /// C3. There is a cell for each NTK and depth, the mean of D between the network and the NTK. The theorem fails in
    /// a cell where D's interval lies above gap_threshold, and holds where it lies below. C3 is reproduced where it
    /// fails in most cells.
    Judged gap(std::size_t setting, Width width) const;

    /// C1 and C3 like for like: the kernels are replaced by the network of infinite width that has the finite network's
    /// own start and its own batches.
    Judged layer_added_like_for_like() const;
    Judged gap_like_for_like() const;

    /// Whether there are networks of finite width with a setting's targets.
    bool has_finite(std::size_t setting) const { return setting < column_count; }
    /// The widest group with so many hidden layers and these targets.
    const Group& widest(std::size_t hidden_layers, std::size_t law) const;

    /// RMSE by trial of the network with so many hidden layers on a setting's targets.
    std::vector<double> network(std::size_t setting, std::size_t hidden_layers, Width width) const;
    /// RMSE by trial of a kernel in a setting.
    std::vector<double> kernel(std::size_t setting, std::size_t kernel) const;

private:
    std::vector<Group> groups_;
    const flow::Artifact& errors_;
};

/// The values by trial of an array of the stage `errors`, whose last axis is the trial; `index` fixes the others.
template <class... Index>
std::vector<double> over_trials(const flow::Artifact& errors, const std::string& name, Index... index) {
    const auto& array = errors.arrays.at(name);
    std::vector<double> result(array.shape(array.dimension() - 1));
    for (std::size_t t = 0; t < result.size(); ++t) result[t] = array(index..., t);
    return result;
}

}  // namespace ntk::studies::authors
