#include "core/studies/plan.hpp"

#include <map>
#include <stdexcept>

#include "core/flow/parameters.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/circle/circle.hpp"
#include "core/studies/depth/depth.hpp"
#include "core/studies/ladder/ladder.hpp"
#include "core/studies/playground/playground.hpp"
#include "core/studies/shared/stages.hpp"
#include "core/studies/spectra/spectra.hpp"
#include "core/studies/width/width.hpp"

namespace ntk::studies {
namespace {

using Function = flow::Artifact (*)(const nlohmann::json&, const flow::Inputs&);

const std::map<std::string, Function>& functions() {
    static const std::map<std::string, Function> table = {
        {"split", stages::split},
        {"kernel-regression", stages::kernel_regression},
        {"learning-rates", stages::learning_rates},
        {"train", stages::train},
        {"authors-trial", authors::trial},
        {"authors-regressions", authors::regressions},
        {"authors-infinite", authors::infinite},
        {"authors-network", authors::network},
        {"authors-errors", authors::errors},
        {"authors-figure-errors", authors::figure_errors},
        {"authors-figure-waterfall", authors::figure_waterfall},
        {"authors-figure-width", authors::figure_width},
        {"authors-figure-time", authors::figure_time},
        {"authors-figure-targets", authors::figure_targets},
        {"authors-spectrum", authors::spectrum_table},
        {"authors-table", authors::table_errors},
        {"authors-claims", authors::table_claims},
        {"authors-numbers", authors::numbers},
        {"authors-levels", authors::levels},
        {"authors-beside", authors::beside},
        {"depth-errors", depth::errors},
        {"depth-figure-depth", depth::figure_depth},
        {"depth-figure-layer-added", depth::figure_layer_added},
        {"depth-figure-kernels-alike", depth::figure_kernels_alike},
        {"depth-figure-gap", depth::figure_gap},
        {"depth-table-closeness", depth::table_closeness},
        {"depth-table-claims", depth::table_claims},
        {"depth-known-results", depth::known_results_checked},
        {"depth-numbers", depth::numbers},
        {"depth-errors-joined", depth::errors_joined},
        {"depth-errors-so-far", depth::errors_so_far},
        {"depth-layer-added-splits", depth::layer_added_splits},
        {"ladder-errors", ladder::errors},
        {"ladder-figure-ladder", ladder::figure_ladder},
        {"ladder-numbers", ladder::numbers},
        {"ladder-known-results", ladder::known_results_checked},
        {"circle-limit", circle::limit},
        {"circle-kernel", circle::kernel},
        {"circle-function", circle::function},
        {"circle-measures", circle::measures},
        {"circle-figure-kernel", circle::figure_kernel},
        {"circle-figure-functions", circle::figure_functions},
        {"circle-known-results", circle::known_results_checked},
        {"circle-numbers", circle::numbers},
        {"playground-state", playground::state},
        {"spectra-kernels", spectra::kernel_spectra},
        {"spectra-network", spectra::network_spectra},
        {"spectra-flattening", spectra::flattening},
        {"spectra-sphere", spectra::sphere},
        {"spectra-figure-spectra", spectra::figure_spectra},
        {"spectra-figure-flattening", spectra::figure_flattening},
        {"spectra-known-results", spectra::known_results_checked},
        {"spectra-numbers", spectra::numbers},
        {"width-train", width::train},
        {"width-fluctuation", width::fluctuation},
        {"width-figure-equivalence-map", width::figure_equivalence_map},
        {"width-figure-in-time", width::figure_in_time},
        {"width-figure-derivation", width::figure_derivation},
        {"width-figure-gap-split", width::figure_gap_split},
        {"width-known-results", width::known_results_checked},
        {"width-numbers", width::numbers},
    };
    return table;
}

using Plan = std::vector<flow::Stage> (*)(const nlohmann::json&);

const std::map<std::string, Plan>& studies() {
    static const std::map<std::string, Plan> table = {
        {"authors", authors::plan},       {"circle", circle::plan},   {"depth", depth::plan}, {"ladder", ladder::plan},
        {"playground", playground::plan}, {"spectra", spectra::plan}, {"width", width::plan},
    };
    return table;
}

}  // namespace

std::vector<flow::Stage> make_plan(const nlohmann::json& study) {
    const std::string kind = flow::ParameterReader(study, "").text("study");
    const auto found = studies().find(kind);
    if (found != studies().end()) return found->second(study);
    std::string known;
    for (const auto& [name, plan] : studies()) known += (known.empty() ? "" : ", ") + name;
    throw std::invalid_argument("parameter \"study\" is \"" + kind + "\"; there are " + known);
}

flow::Artifact run_stage(const flow::Stage& stage, const flow::Inputs& inputs) {
    const auto found = functions().find(stage.function);
    if (found == functions().end()) throw std::runtime_error("no stage computes \"" + stage.function + "\"");
    try {
        return found->second(stage.parameters, inputs);
    } catch (const std::exception& error) {
        throw std::runtime_error(stage.name + ": " + error.what());
    }
}

}  // namespace ntk::studies
