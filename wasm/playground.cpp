// The playground for JavaScript: one network and its kernels, which hold their state between calls.
#include <optional>
#include <string>

#include <emscripten/bind.h>
#include <emscripten/val.h>
#include <nlohmann/json.hpp>

#include "core/data/csv.hpp"
#include "core/studies/playground.hpp"
#include "wasm/guarded.hpp"

namespace {

using emscripten::val;
using nlohmann::json;
using ntk::wasm::guarded;

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

EMSCRIPTEN_BINDINGS(ntk_playground) {
    emscripten::class_<PlaygroundBinding>("Playground")
        .constructor<std::string>()
        .function("advance", &PlaygroundBinding::advance)
        .function("setup", &PlaygroundBinding::setup)
        .function("state", &PlaygroundBinding::state);
}
