// Checks the arguments of the standard routines.
#pragma once

#include <stdexcept>
#include <string>

namespace ntk::blas {

/// Unless `valid`, throws std::invalid_argument, which names the routine, the argument and what is wanted of it.
inline void check(bool valid, const char* routine, const char* argument, const char* wanted) {
    if (!valid) throw std::invalid_argument(std::string(routine) + ": " + argument + " must be " + wanted);
}

}  // namespace ntk::blas
