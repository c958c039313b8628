// The playground for JavaScript: a run that holds its state between calls.
#include <optional>
#include <string>

#include <emscripten/bind.h>
#include <emscripten/val.h>
#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "core/studies/playground/playground.hpp"
#include "wasm/guarded.hpp"

namespace {

using emscripten::val;
using nlohmann::json;
using ntk::wasm::guarded;

class PlaygroundBinding {
public:
    /// `study`: the study file as JSON; its steps are the caller's.
    explicit PlaygroundBinding(const std::string& study) {
        guarded([&] {
            const json parameters = json::parse(study);
            ntk::flow::ParameterReader reader(parameters, "");
            run_.emplace(ntk::studies::playground::read_setting(reader));
        });
    }

    bool work() {
        return guarded([&] { return run_->work(); });
    }
    unsigned steps() const { return static_cast<unsigned>(run_->steps()); }

    /// The state's arrays, each a Float64Array of its own: the module's memory may move.
    val state() const {
        return guarded([&] {
            const ntk::flow::Artifact now = run_->state();
            val result = val::object();
            for (const auto& [name, array] : now.arrays)
                result.set(name, val(emscripten::typed_memory_view(array.size(), array.data())).call<val>("slice"));
            return result;
        });
    }

    /// The state as the artifact that `ntk study` writes.
    std::string artifact() const {
        return guarded([&] { return ntk::flow::to_json(run_->state()); });
    }

private:
    std::optional<ntk::studies::playground::Run> run_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(ntk_playground) {
    emscripten::class_<PlaygroundBinding>("Playground")
        .constructor<std::string>()
        .function("work", &PlaygroundBinding::work)
        .function("steps", &PlaygroundBinding::steps)
        .function("state", &PlaygroundBinding::state)
        .function("artifact", &PlaygroundBinding::artifact);
}
