// The studies for JavaScript. These functions hold nothing between calls, so several workers can share one plan: what
// goes in and out is JSON text, the same that the `ntk` command hashes. A C++ exception reaches JavaScript as an Error
// with its message. No mathematics here.
#include <stdexcept>
#include <string>
#include <vector>

#include <emscripten/bind.h>
#include <emscripten/val.h>
#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "core/flow/difference.hpp"
#include "core/flow/hash.hpp"
#include "core/flow/study_text.hpp"
#include "core/flow/values.hpp"
#include "core/numeric/dispatch.hpp"
#include "core/studies/plan.hpp"
#include "core/studies/shared/stages.hpp"
#include "wasm/guarded.hpp"

namespace {

using emscripten::val;
using nlohmann::json;
using ntk::wasm::guarded;

ntk::flow::Stage stage_from(const json& j) {
    return {j.at("name"), j.at("function"), j.at("parameters"), {}, 1.0};
}

/// The plan's stages as a JSON array of {name, function, parameters, inputs, cost, memory, result}.
std::string plan(const std::string& study) {
    return guarded([&] {
        json result = json::array();
        for (const ntk::flow::Stage& s : ntk::studies::make_plan(json::parse(study)))
            result.push_back({{"name", s.name},
                              {"function", s.function},
                              {"parameters", s.parameters},
                              {"inputs", s.inputs},
                              {"cost", s.cost},
                              {"memory", s.memory},
                              {"result", s.result}});
        return result.dump();
    });
}

/// The artifact of a "dataset" stage with these parameters; `source` names the table in messages.
std::string dataset(const std::string& csv, const std::string& parameters, const std::string& source) {
    return guarded([&] {
        std::vector<std::string> notes;
        return ntk::flow::to_json(ntk::studies::stages::dataset(csv, json::parse(parameters), source, notes));
    });
}

/// The artifact of any other stage; `inputs` is an array of artifacts in the order of the stage's inputs.
std::string run_stage(const std::string& stage, const val& inputs) {
    return guarded([&] {
        std::vector<ntk::flow::Artifact> artifacts;
        for (const std::string& text : emscripten::vecFromJSArray<std::string>(inputs))
            artifacts.push_back(ntk::flow::from_json(text));
        std::vector<const ntk::flow::Artifact*> pointers;
        for (const ntk::flow::Artifact& artifact : artifacts) pointers.push_back(&artifact);
        return ntk::flow::to_json(ntk::studies::run_stage(stage_from(json::parse(stage)), pointers));
    });
}

/// The name of an artifact by its content.
std::string sha256(const std::string& text) {
    return ntk::flow::sha256(text);
}

/// A table's rows as a JSON array of objects.
std::string rows(const std::string& artifact) {
    return guarded([&] { return ntk::flow::to_rows_json(ntk::flow::from_json(artifact)); });
}

/// The first difference of a stage's artifact and the expected one, in lines; `values`: the bytes of PROFILE.values.
std::string difference(const std::string& values, const std::string& stage, const std::string& artifact) {
    return guarded([&] {
        const auto expected = ntk::flow::parse_values(values);
        const auto found = expected.find(stage);
        if (found == expected.end()) throw std::runtime_error("there are no expected values of " + stage);
        return json(ntk::flow::first_difference(found->second, ntk::flow::from_json(artifact))).dump();
    });
}

/// The text of the study's file, which `ntk study` reads.
std::string study_text(const std::string& study) {
    return guarded([&] { return ntk::flow::study_text(json::parse(study)); });
}

/// What runs here, for the reader of a certificate.
std::string info() {
    return guarded([&] {
        return json{{"instruction_set", ntk::numeric::name(ntk::numeric::instruction_set())}, {"compiler", __VERSION__}}
            .dump();
    });
}

}  // namespace

EMSCRIPTEN_BINDINGS(ntk) {
    emscripten::function("plan", &plan);
    emscripten::function("dataset", &dataset);
    emscripten::function("runStage", &run_stage);
    emscripten::function("rows", &rows);
    emscripten::function("sha256", &sha256);
    emscripten::function("difference", &difference);
    emscripten::function("studyText", &study_text);
    emscripten::function("info", &info);
    emscripten::function("allowPlain", &ntk::numeric::allow_plain);
}
