// Arrays of numbers between JavaScript and C++.
#pragma once

#include <algorithm>
#include <vector>

#include <emscripten/val.h>

#include "core/flow/artifact.hpp"
#include "core/numeric/arrays.hpp"

namespace ntk::wasm {

/// The numbers as a Float64Array of its own. They are copied, because the module's memory may move.
template <class Array>
emscripten::val float64_array(const Array& numbers) {
    return emscripten::val(emscripten::typed_memory_view(numbers.size(), numbers.data()))
        .template call<emscripten::val>("slice");
}

/// The artifact's arrays by name, each a Float64Array of its own.
inline emscripten::val arrays_of(const flow::Artifact& artifact) {
    emscripten::val result = emscripten::val::object();
    for (const auto& [name, array] : artifact.arrays) result.set(name, float64_array(array));
    return result;
}

/// The numbers of a JavaScript array of any kind. What is no number there becomes NaN.
inline Vector vector_from(const emscripten::val& numbers) {
    const std::vector<double> values = emscripten::convertJSArrayToNumberVector<double>(numbers);
    Vector result = Vector::from_shape({values.size()});
    std::copy(values.begin(), values.end(), result.begin());
    return result;
}

}  // namespace ntk::wasm
