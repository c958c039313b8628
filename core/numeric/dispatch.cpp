#include "core/numeric/dispatch.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace ntk::numeric {
namespace {

#if defined(__EMSCRIPTEN__)
bool plain_allowed = false;
#endif

bool supported(InstructionSet set) {
    switch (set) {
#if defined(__EMSCRIPTEN__)
        case InstructionSet::relaxed:
            return detail::has_relaxed();
        case InstructionSet::plain:
            return plain_allowed;
        case InstructionSet::simd128:
            return true;
#elif defined(__aarch64__)
        case InstructionSet::neon:
            return true;
#else
        case InstructionSet::sse2:
            return true;
        case InstructionSet::avx2:
            return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
        case InstructionSet::avx512:
            return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("fma");
#endif
        default:
            return false;
    }
}

InstructionSet choose() {
    const char* forced = std::getenv("NTK_SIMD");
    const bool automatic = forced == nullptr || *forced == '\0';
    std::string names;
    for (const InstructionSet set : available_instruction_sets()) {
        if (automatic || name(set) == forced) return set;
        names += (names.empty() ? "" : ", ") + std::string(name(set));
    }
    throw std::runtime_error("NTK_SIMD=" + std::string(forced) + " is not available here; this machine has: " + names);
}

}  // namespace

InstructionSet instruction_set() {
    static const InstructionSet chosen = choose();
    return chosen;
}

#if defined(__EMSCRIPTEN__)
void allow_plain() {
    plain_allowed = true;
}
#endif

std::vector<InstructionSet> available_instruction_sets() {
    std::vector<InstructionSet> sets;
    for (const InstructionSet set :
         {InstructionSet::avx512, InstructionSet::avx2, InstructionSet::sse2, InstructionSet::neon,
          InstructionSet::relaxed, InstructionSet::plain, InstructionSet::simd128})
        if (supported(set)) sets.push_back(set);
    return sets;
}

bool fuses(InstructionSet set) {
    return set != InstructionSet::sse2 && set != InstructionSet::simd128 && set != InstructionSet::plain;
}

std::string_view name(InstructionSet set) {
    switch (set) {
        case InstructionSet::sse2:
            return "sse2";
        case InstructionSet::avx2:
            return "avx2";
        case InstructionSet::avx512:
            return "avx512";
        case InstructionSet::neon:
            return "neon";
        case InstructionSet::simd128:
            return "simd128";
        case InstructionSet::relaxed:
            return "relaxed";
        case InstructionSet::plain:
            return "plain";
    }
    return "unknown";
}

}  // namespace ntk::numeric
