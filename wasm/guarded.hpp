// Turns C++ errors into JavaScript errors.
#pragma once

#include <exception>
#include <new>
#include <string>

#include <emscripten/val.h>
#include <nlohmann/json.hpp>

#include "core/error/error.hpp"

namespace ntk {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Remedy, what, key)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Facts, file, line, key, column, value, limit, problem, remedies, stage)

}  // namespace ntk

namespace ntk::wasm {

/// Calls f and returns what it returns. What f throws becomes a JavaScript Error with the facts as its property
/// `facts`. A JavaScript exception runs no C++ destructors, so it is thrown only where nothing is left to destroy.
template <class Function>
auto guarded(Function f) {
    Facts facts;
    try {
        return f();
    } catch (const Error& error) {
        facts = error.facts();
    } catch (const std::bad_alloc&) {
        facts = {.problem = "the memory does not suffice", .remedies = {{"take a smaller network"}, {"fewer rows"}}};
    } catch (const std::exception& error) {
        facts.problem = error.what();
    }
    emscripten::val thrown = emscripten::val::global("Error").new_(sentence(facts, parameter_name));
    const std::string text = nlohmann::json(facts).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    thrown.set("facts", emscripten::val::global("JSON").call<emscripten::val>("parse", text));
    thrown.throw_();
}

}  // namespace ntk::wasm
