// Says what this binary was built from and how. The build fills in the values.
#pragma once

#include <string_view>

namespace ntk::pipeline::build {

extern const std::string_view version;
extern const std::string_view sources;        // the SHA-256 of core/'s sources: see core_digest.cmake
extern const std::string_view source_folder;  // the folder that contains pipeline/studies and paper/expected
extern const std::string_view blas;           // "own" or "openblas"
extern const std::string_view contract;       // the compiler options that bits depend on (ntk_contract)
extern const std::string_view build_type;
extern const std::string_view compiler;

}  // namespace ntk::pipeline::build
