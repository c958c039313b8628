// core/ for JavaScript. The study functions hold nothing between calls, so several workers can share one plan: what
// goes in and out is JSON text, the same that the `ntk` command hashes. A C++ exception reaches JavaScript as an Error
// with its message. No mathematics here.
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include <emscripten/bind.h>
#include <emscripten/val.h>
#include <nlohmann/json.hpp>

#include "core/data/csv.hpp"
#include "core/numeric/dispatch.hpp"
#include "core/studies/artifact.hpp"
#include "core/studies/plan.hpp"
#include "core/studies/playground.hpp"

namespace {

using emscripten::val;
using nlohmann::json;

// Calls f; what it throws becomes a JavaScript Error, thrown where nothing of C++ is left to be destroyed.
template <class Function>
auto guarded(Function f) {
    std::string message;
    try {
        return f();
    } catch (const std::exception& error) {
        message = error.what();
    }
    val::global("Error").new_(message).throw_();
}

ntk::Stage stage_from(const json& j) {
    return {j.at("name"), j.at("function"), j.at("parameters"), {}, 1.0};
}

/// The plan's stages as a JSON array of {name, function, parameters, inputs, cost}.
std::string plan(const std::string& study) {
    return guarded([&] {
        json result = json::array();
        for (const ntk::Stage& s : ntk::make_plan(json::parse(study)))
            result.push_back({{"name", s.name},
                              {"function", s.function},
                              {"parameters", s.parameters},
                              {"inputs", s.inputs},
                              {"cost", s.cost}});
        return result.dump();
    });
}

/// The artifact of a "dataset" stage; `source` names the table in messages.
std::string dataset(const std::string& csv, const std::string& target, const std::string& source) {
    return guarded([&] {
        const ntk::TaskTable table = ntk::split_target(ntk::parse_csv(csv, source), target, source);
        ntk::Artifact artifact;
        artifact.arrays["x"] = table.x;
        artifact.arrays["y"] = table.y;
        return ntk::to_json(artifact);
    });
}

/// The artifact of any other stage; `inputs` is an array of artifacts in the order of the stage's inputs.
std::string run_stage(const std::string& stage, const val& inputs) {
    return guarded([&] {
        std::vector<ntk::Artifact> artifacts;
        for (const std::string& text : emscripten::vecFromJSArray<std::string>(inputs))
            artifacts.push_back(ntk::from_json(text));
        std::vector<const ntk::Artifact*> pointers;
        for (const ntk::Artifact& artifact : artifacts) pointers.push_back(&artifact);
        return ntk::to_json(ntk::run_stage(stage_from(json::parse(stage)), pointers));
    });
}

/// A table's rows as a JSON array of objects.
std::string rows(const std::string& artifact) {
    return guarded([&] { return ntk::to_rows_json(ntk::from_json(artifact)); });
}

/// What runs here, for the reader of a certificate.
std::string info() {
    return guarded([&] {
        return json{{"instruction_set", ntk::name(ntk::instruction_set())}, {"compiler", __VERSION__}}.dump();
    });
}

// A Float64Array of its own: the module's memory may move.
val copy(const double* data, std::size_t n) {
    return val(emscripten::typed_memory_view(n, data)).call<val>("slice");
}
template <class Array>
val copy(const Array& array) {
    return copy(array.data(), array.size());
}

class PlaygroundBinding {
public:
    /// `parameters`: JSON {task, training_points, hidden_layers, width, seed}, and for a real task {csv, target} too.
    explicit PlaygroundBinding(const std::string& parameters) {
        guarded([&] { start(json::parse(parameters)); });
    }

    void advance(unsigned steps) {
        guarded([&] { playground_->advance(steps); });
    }

    /// What stays: the points. First column of the inputs only: the others are not drawn.
    val setup() const {
        return guarded([&] {
            const ntk::Playground& p = *playground_;
            val result = val::object();
            result.set("trainInputs", first_column(p.train()));
            result.set("trainTargets", copy(p.train().y));
            result.set("testInputs", first_column(p.test()));
            result.set("testTargets", copy(p.test().y));
            result.set("gridInputs", first_column(p.grid()));
            return result;
        });
    }

    /// What moves with the steps.
    val state() const {
        return guarded([&] {
            const ntk::PlaygroundState s = playground_->state();
            val result = val::object();
            result.set("steps", static_cast<double>(s.steps));
            result.set("diverged", playground_->diverged());
            result.set("network", prediction(s.network));
            result.set("ntk", prediction(s.ntk));
            result.set("nngp", prediction(s.nngp));
            result.set("gap", s.gap ? val(*s.gap) : val::null());
            return result;
        });
    }

private:
    void start(const json& j) {
        ntk::PlaygroundParameters p;
        p.task = j.at("task");
        p.training_points = j.at("training_points");
        p.hidden_layers = j.at("hidden_layers");
        p.width = j.at("width");
        p.seed = j.at("seed");
        if (!j.contains("csv")) {
            playground_.emplace(p);
            return;
        }
        const ntk::Table table = ntk::parse_csv(j.at("csv").get<std::string>(), p.task);
        const ntk::TaskTable split = ntk::split_target(table, j.at("target").get<std::string>(), p.task);
        const ntk::Samples samples{split.x, split.y};
        playground_.emplace(p, &samples);
    }

    static val prediction(const ntk::PlaygroundPrediction& p) {
        val result = val::object();
        result.set("test", copy(p.test));
        result.set("curve", copy(p.curve));
        result.set("trainingError", p.training_error);
        result.set("testError", p.test_error);
        return result;
    }

    static val first_column(const ntk::Samples& samples) {
        std::vector<double> column(samples.x.shape(0));
        for (std::size_t i = 0; i < column.size(); ++i) column[i] = samples.x(i, 0);
        return copy(column);
    }

    std::optional<ntk::Playground> playground_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(ntk) {
    emscripten::function("plan", &plan);
    emscripten::function("dataset", &dataset);
    emscripten::function("runStage", &run_stage);
    emscripten::function("rows", &rows);
    emscripten::function("info", &info);
    emscripten::class_<PlaygroundBinding>("Playground")
        .constructor<std::string>()
        .function("advance", &PlaygroundBinding::advance)
        .function("setup", &PlaygroundBinding::setup)
        .function("state", &PlaygroundBinding::state);
}
