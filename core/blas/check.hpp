// Arguments of the standard routines, checked.
#pragma once

#include <stdexcept>
#include <string>

namespace ntk::blas {

/// Throws std::invalid_argument naming routine, argument and what it should be, unless `valid`.
inline void check(bool valid, const char* routine, const char* argument, const char* wanted) {
    if (!valid) throw std::invalid_argument(std::string(routine) + ": " + argument + " must be " + wanted);
}

}  // namespace ntk::blas
