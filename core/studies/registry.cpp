#include "core/studies/registry.hpp"

#include <map>
#include <stdexcept>
#include <string>

#include "core/data/csv.hpp"
#include "core/flow/parameters.hpp"
#include "core/studies/shared/stages.hpp"

// One line a study: the folder core/studies/NAME defines NAME::study.
#define NTK_STUDIES(STUDY) \
    STUDY(authors)         \
    STUDY(circle)          \
    STUDY(depth)           \
    STUDY(ladder)          \
    STUDY(playground)      \
    STUDY(spectra)         \
    STUDY(width)

namespace ntk::studies {

#define NTK_DECLARE(name)           \
    namespace name {                \
    extern const flow::Study study; \
    }
NTK_STUDIES(NTK_DECLARE)
#undef NTK_DECLARE

namespace {

std::map<std::string, flow::Function> functions_by_name() {
    std::map<std::string, flow::Function> all;
    const auto add = [&](const std::vector<flow::NamedFunction>& functions) {
        for (const auto& [name, function] : functions)
            if (!all.emplace(name, function).second)
                throw std::logic_error("two stages compute \"" + std::string(name) + "\"");
    };
    add(shared::functions);
    for (const flow::Study* study : all_studies()) add(study->functions);
    return all;
}

}  // namespace

const std::vector<const flow::Study*>& all_studies() {
#define NTK_ADDRESS(name) &name::study,
    static const std::vector<const flow::Study*> all = {NTK_STUDIES(NTK_ADDRESS)};
#undef NTK_ADDRESS
    return all;
}

std::vector<flow::Stage> make_plan(const nlohmann::json& study) {
    const std::string name = flow::ParameterReader(study, "").text("study");
    std::string known;
    for (const flow::Study* each : all_studies()) {
        if (name == each->name) return each->plan(study);
        known += (known.empty() ? "" : ", ") + std::string(each->name);
    }
    throw std::invalid_argument("parameter \"study\" is \"" + name + "\"; there are " + known);
}

flow::Artifact run_stage(const flow::Stage& stage, const flow::Inputs& inputs) {
    static const std::map<std::string, flow::Function> functions = functions_by_name();
    const auto found = functions.find(stage.function);
    if (found == functions.end()) throw std::runtime_error("no stage computes \"" + stage.function + "\"");
    try {
        return found->second(stage.parameters, inputs);
    } catch (const data::CsvError&) {
        throw;  // it names a user's file and the line
    } catch (const std::exception& error) {
        throw std::runtime_error(stage.name + ": " + error.what());
    }
}

}  // namespace ntk::studies
