// Chooses the instruction set that runs, once in a process: the widest that the machine has, or the one that the
// environment variable NTK_SIMD forces (sse2, avx2, avx512; neon). The choice changes the speed and not one bit.
//
// In WebAssembly there is no such variable. It has three sets, which differ only in how inner products multiply and
// add:
//   relaxed   by the instruction f64x2.relaxed_madd, where the browser's engine has it and it rounds once
//   simd128   by the software form of numeric/fma.hpp, with the same bits, where it does not
//   plain     by a product that is rounded and then a sum: fast everywhere, but other bits. It is never chosen unless
//             allow_plain() was called.
#pragma once

#include <string_view>
#include <vector>

namespace ntk::numeric {

enum class InstructionSet { sse2, avx2, avx512, neon, simd128, relaxed, plain };

/// The instruction set in use. Throws std::runtime_error where NTK_SIMD names one that is unknown or that this machine
/// lacks; another one is never taken silently.
InstructionSet instruction_set();

/// The instruction sets that this machine has and this binary was compiled for, widest first.
std::vector<InstructionSet> available_instruction_sets();

/// Whether the set has an instruction that multiplies and adds with one rounding. Without it the same bits come from
/// software (numeric/fma.hpp), and matrix products are ten to twenty times slower.
bool fuses(InstructionSet set);

/// Its name, as NTK_SIMD spells it.
std::string_view name(InstructionSet set);

#if defined(__EMSCRIPTEN__)
/// Lets `plain` be chosen in the place of `simd128`. To be called before the first call of instruction_set().
void allow_plain();
#endif

namespace detail {
#if defined(__EMSCRIPTEN__)
/// Whether the functions of `relaxed` have been loaded. They are a module of their own, which wasm/relaxed loads.
bool has_relaxed();

template <class Function>
Function* pick(Function* simd128, Function* relaxed, Function* plain) {
    switch (instruction_set()) {
        case InstructionSet::relaxed:
            return relaxed;
        case InstructionSet::plain:
            return plain;
        default:
            return simd128;
    }
}
#else
template <class Function>
Function* pick(Function* sse2, Function* avx2, Function* avx512) {
    switch (instruction_set()) {
        case InstructionSet::avx512:
            return avx512;
        case InstructionSet::avx2:
            return avx2;
        default:
            return sse2;
    }
}
#endif
}  // namespace detail
}  // namespace ntk::numeric

// A function `f` of a *.simd.cpp file is declared, in the enclosing namespace, for every instruction set compiled in by
//   #define DECLARE(isa) namespace isa { double f(double); }
//   NTK_FOR_EACH_ISA(DECLARE)
//   #undef DECLARE
// and the one to run is NTK_DISPATCH(f), or NTK_DISPATCH_PRODUCT(f) where f computes inner products. A choice costs a
// call by pointer, so make it for whole operations and not in their inner loops.
#if defined(__EMSCRIPTEN__)
#define NTK_FOR_EACH_ISA(X) X(simd128) X(relaxed) X(plain)
#define NTK_DISPATCH(f) (&simd128::f)
#define NTK_DISPATCH_PRODUCT(f) (::ntk::numeric::detail::pick(&simd128::f, &relaxed::f, &plain::f))
#elif defined(__aarch64__)
#define NTK_FOR_EACH_ISA(X) X(neon)
#define NTK_DISPATCH(f) (&neon::f)
#else
#define NTK_FOR_EACH_ISA(X) X(sse2) X(avx2) X(avx512)
#define NTK_DISPATCH(f) (::ntk::numeric::detail::pick(&sse2::f, &avx2::f, &avx512::f))
#endif
#if !defined(NTK_DISPATCH_PRODUCT)
#define NTK_DISPATCH_PRODUCT(f) NTK_DISPATCH(f)
#endif
