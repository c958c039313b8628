// Gives OpenBLAS as an independent truth. It is loaded at run time, because its functions have the names of ours.
#pragma once

#include <dlfcn.h>

#include <stdexcept>

namespace peer {

/// The function of that name in OpenBLAS; `ours` only gives its type.
template <class Function>
Function* find(const char* name, Function*) {
    static void* const library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw std::runtime_error("libopenblas.so.0 is missing: install libopenblas0-pthread");
    void* const symbol = dlsym(library, name);
    if (symbol == nullptr) throw std::runtime_error("libopenblas.so.0 has no " + std::string(name));
    return reinterpret_cast<Function*>(symbol);
}

}  // namespace peer
