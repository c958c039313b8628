// How C++ errors cross into JavaScript.
#pragma once

#include <exception>
#include <string>

#include <emscripten/val.h>

namespace ntk::wasm {

/// Calls f; what it throws becomes a JavaScript Error, thrown where nothing of C++ is left to be destroyed.
template <class Function>
auto guarded(Function f) {
    std::string message;
    try {
        return f();
    } catch (const std::exception& error) {
        message = error.what();
    }
    emscripten::val::global("Error").new_(message).throw_();
}

}  // namespace ntk::wasm
