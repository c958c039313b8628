// Gives JavaScript a deep narrow network: a run that holds its state between calls.
#include <optional>

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include "core/studies/narrow/run.hpp"
#include "wasm/arrays.hpp"
#include "wasm/guarded.hpp"

namespace {

using ntk::wasm::guarded;

class NarrowBinding {
public:
    NarrowBinding(unsigned depth, bool he, unsigned seed) {
        guarded([&] { run_.emplace(depth, he, seed); });
    }
    void step() {
        guarded([&] { run_->step(); });
    }
    unsigned steps() const { return static_cast<unsigned>(run_->steps()); }
    emscripten::val state() const {
        return guarded([&] { return ntk::wasm::arrays_of(run_->state()); });
    }

private:
    std::optional<ntk::studies::narrow::Run> run_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(ntk_narrow) {
    emscripten::class_<NarrowBinding>("Narrow")
        .constructor<unsigned, bool, unsigned>()
        .function("step", &NarrowBinding::step)
        .function("steps", &NarrowBinding::steps)
        .function("state", &NarrowBinding::state);
}
