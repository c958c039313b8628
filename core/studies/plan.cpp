#include "core/studies/plan.hpp"

#include <map>
#include <stdexcept>

#include "core/studies/depth.hpp"
#include "core/studies/ladder.hpp"
#include "core/studies/parameters.hpp"
#include "core/studies/stages.hpp"

namespace ntk {
namespace {

using Function = Artifact (*)(const nlohmann::json&, const std::vector<const Artifact*>&);

const std::map<std::string, Function>& functions() {
    static const std::map<std::string, Function> table = {
        {"split", stages::split},
        {"kernel-regression", stages::kernel_regression},
        {"learning-rates", stages::learning_rates},
        {"train", stages::train},
        {"errors", depth::errors},
        {"figure-depth", depth::figure_depth},
        {"figure-layer-added", depth::figure_layer_added},
        {"figure-kernels-alike", depth::figure_kernels_alike},
        {"figure-gap", depth::figure_gap},
        {"table-closeness", depth::table_closeness},
        {"table-claims", depth::table_claims},
        {"depth-known-results", depth::known_results_checked},
        {"numbers", depth::numbers},
        {"ladder-errors", ladder::errors},
        {"figure-ladder", ladder::figure_ladder},
        {"ladder-numbers", ladder::numbers},
        {"ladder-known-results", ladder::known_results_checked},
    };
    return table;
}

}  // namespace

std::vector<Stage> make_plan(const nlohmann::json& study) {
    const std::string kind = ParameterReader(study, "").text("study");
    if (kind == "depth") return depth::plan(study);
    if (kind == "ladder") return ladder::plan(study);
    throw std::invalid_argument("parameter \"study\" is \"" + kind + "\"; there are \"depth\" and \"ladder\"");
}

Artifact run_stage(const Stage& stage, const std::vector<const Artifact*>& inputs) {
    const auto found = functions().find(stage.function);
    if (found == functions().end()) throw std::runtime_error("no stage computes \"" + stage.function + "\"");
    try {
        return found->second(stage.parameters, inputs);
    } catch (const std::exception& error) {
        throw std::runtime_error(stage.name + ": " + error.what());
    }
}

}  // namespace ntk
