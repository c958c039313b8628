#include "core/studies/registry.hpp"

#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/error/error.hpp"
#include "core/flow/parameters.hpp"
#include "core/studies/shared/stages.hpp"

// Each study has a line here. The folder core/studies/NAME defines NAME::study.
#define NTK_STUDIES(STUDY) \
    STUDY(authors)         \
    STUDY(circle)          \
    STUDY(compression)     \
    STUDY(depth)           \
    STUDY(ladder)          \
    STUDY(narrow)          \
    STUDY(playground)      \
    STUDY(published)       \
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
    std::vector<std::string> known;
    for (const flow::Study* each : all_studies()) {
        if (name == each->name) return each->plan(study);
        known.push_back(each->name);
    }
    throw Error({.key = "study", .value = shown(name), .limit = fmt::format("one of {}", fmt::join(known, ", "))});
}

flow::Artifact run_stage(const flow::Stage& stage, const flow::Inputs& inputs) {
    static const std::map<std::string, flow::Function> functions = functions_by_name();
    const auto found = functions.find(stage.function);
    if (found == functions.end()) throw std::runtime_error("no stage computes \"" + stage.function + "\"");
    try {
        return found->second(stage.parameters, inputs);
    } catch (const Error& error) {
        Facts facts = error.facts();
        // An error in a user's table names the table's file; the stage would not help its reader.
        if (facts.file.empty()) facts.stage = stage.name;
        throw Error(std::move(facts));
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        throw Error({.problem = error.what(), .stage = stage.name});
    }
}

}  // namespace ntk::studies
