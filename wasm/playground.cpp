// Gives JavaScript the playground: a run that holds its state between calls.
#include <optional>
#include <string>

#include <emscripten/bind.h>
#include <emscripten/val.h>
#include <nlohmann/json.hpp>

#include "core/studies/playground/playground.hpp"
#include "wasm/arrays.hpp"
#include "wasm/guarded.hpp"

namespace {

using emscripten::val;
using nlohmann::json;
using ntk::wasm::guarded;

class PlaygroundBinding {
public:
    /// `study` is the study file as JSON, whose steps it is for the caller to take. `first_start` is the number of the
    /// run's first start.
    PlaygroundBinding(const std::string& study, unsigned first_start) {
        guarded([&] {
            const json parameters = json::parse(study);
            ntk::flow::ParameterReader reader(parameters, "");
            run_.emplace(ntk::studies::playground::read_setting(reader), first_start);
        });
    }

    bool work() {
        return guarded([&] { return run_->work(); });
    }
    unsigned steps() const { return static_cast<unsigned>(run_->steps()); }

    /// The state's arrays, each a Float64Array of its own.
    val state() const {
        return guarded([&] { return ntk::wasm::arrays_of(run_->state()); });
    }

private:
    std::optional<ntk::studies::playground::Run> run_;
};

/// The mean over starts that were run apart (see studies::playground).
double mean_of_living(const val& values, const val& diverged) {
    return ntk::studies::playground::mean_of_living(ntk::wasm::vector_from(values), ntk::wasm::vector_from(diverged));
}

}  // namespace

EMSCRIPTEN_BINDINGS(ntk_playground) {
    emscripten::function("meanOfLiving", &mean_of_living);
    emscripten::class_<PlaygroundBinding>("Playground")
        .constructor<std::string, unsigned>()
        .function("work", &PlaygroundBinding::work)
        .function("steps", &PlaygroundBinding::steps)
        .function("state", &PlaygroundBinding::state);
}
