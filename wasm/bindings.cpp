// Gives JavaScript the studies. These functions hold nothing between calls, so several workers can share one plan. What
// goes in and out is JSON text, the same that the `ntk` command hashes. A C++ exception reaches JavaScript as an Error
// with its message. There is no mathematics here.
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
#include "core/studies/registry.hpp"
#include "wasm/guarded.hpp"

namespace {

using emscripten::val;
using nlohmann::json;
using ntk::wasm::guarded;

/// The plan's stages as a JSON array of {name, kind, label, study, group, draw, function, parameters, inputs: [{role,
/// index, stage}], cost, memory}; see flow::Stage. A stage that belongs to no draw has the draw null.
std::string plan(const std::string& study) {
    return guarded([&] {
        json result = json::array();
        for (const ntk::flow::Stage& s : ntk::studies::make_plan(json::parse(study))) {
            json inputs = json::array();
            for (const auto& [role, index, stage] : s.inputs)
                inputs.push_back({{"role", role}, {"index", index}, {"stage", stage}});
            result.push_back({{"name", s.name},
                              {"kind", s.kind},
                              {"label", s.label},
                              {"study", s.study},
                              {"group", ntk::flow::group(s)},
                              {"draw", s.draw ? json(*s.draw) : json()},
                              {"function", s.function},
                              {"parameters", s.parameters},
                              {"inputs", inputs},
                              {"cost", s.cost},
                              {"memory", s.memory}});
        }
        return result.dump();
    });
}

/// Runs a stage, {name, function, parameters}, and returns its artifact. `places` is JSON [{role, index}] of its
/// inputs, and `inputs` has their artifacts in the same order. `table` is JSON {text, source} for a stage of the kind
/// data, and {} for others.
std::string run_stage(const std::string& stage, const std::string& places, const val& inputs,
                      const std::string& table) {
    return guarded([&] {
        const json what = json::parse(stage), given = json::parse(table);
        const std::vector<std::string> texts = emscripten::vecFromJSArray<std::string>(inputs);
        std::vector<ntk::flow::Artifact> artifacts;
        for (const std::string& text : texts) artifacts.push_back(ntk::flow::from_json(text));
        ntk::flow::Inputs named;
        std::size_t next = 0;
        for (const json& place : json::parse(places))
            named.add(place.at("role"), place.at("index"), artifacts.at(next++));
        const std::string text = given.value("text", "");
        named.supply({text, given.value("source", "")});
        return to_json(ntk::studies::run_stage(
            {.name = what.at("name"), .function = what.at("function"), .parameters = what.at("parameters")}, named));
    });
}

/// The hash that names an artifact.
std::string sha256(const std::string& text) {
    return ntk::flow::sha256(text);
}

/// A table's rows as a JSON array of objects.
std::string rows(const std::string& artifact) {
    return guarded([&] { return ntk::flow::to_rows_json(ntk::flow::from_json(artifact)); });
}

/// The first difference of a stage's artifact and the expected one, {kind, place, expected, computed, lines}; `values`:
/// the bytes of PROFILE.values.
std::string difference(const std::string& values, const std::string& stage, const std::string& artifact) {
    return guarded([&] {
        const auto expected = ntk::flow::parse_values(values);
        const auto found = expected.find(stage);
        if (found == expected.end()) throw std::runtime_error("there are no expected values of " + stage);
        const auto difference = ntk::flow::first_difference(found->second, ntk::flow::from_json(artifact));
        json facts = difference;
        facts["lines"] = lines(difference);
        return facts.dump();
    });
}

/// The study as a file that `ntk study` reads.
std::string study_text(const std::string& study) {
    return guarded([&] { return ntk::flow::study_text(json::parse(study)); });
}

/// What runs here: build and instruction set, for the reader of a certificate.
std::string info() {
    return guarded([&] {
        return json{{"instruction_set", ntk::numeric::name(ntk::numeric::instruction_set())}, {"compiler", __VERSION__}}
            .dump();
    });
}

}  // namespace

EMSCRIPTEN_BINDINGS(ntk) {
    emscripten::function("plan", &plan);
    emscripten::function("runStage", &run_stage);
    emscripten::function("rows", &rows);
    emscripten::function("sha256", &sha256);
    emscripten::function("difference", &difference);
    emscripten::function("studyText", &study_text);
    emscripten::function("info", &info);
    emscripten::function("allowPlain", &ntk::numeric::allow_plain);
}
