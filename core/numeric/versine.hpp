// The angle θ between two inputs from its versine 1 − cos θ, and the dual activation of the ReLU at that angle. The
// kernels of wide networks spend most of their time here.
#pragma once

#include "core/numeric/floating.hpp"

namespace ntk::numeric {

/// Largest errors, in ulp; tests/unit/numeric/elementary.cpp fails above them.
namespace ulp {
inline constexpr double arcvers = 1.5, arcvers_dual = 3.25;
}

inline namespace NTK_ISA {

/// An angle θ in [0, π/2], and `dual` = (sin θ − θ cos θ)/π, the ReLU's normalised dual activation at π − θ (Cho & Saul
/// 2009, J_1/π).
template <class V>
struct Arc {
    V angle, dual;
};

/// The angle with 1 − cos θ = versine, for 0 ≤ versine ≤ 1 and a few ulp above. Angle and dual have full relative
/// accuracy down to 0. They are √(2 versine) and versine √(2 versine), each times an analytic function of the versine
/// on [0, 2), so one root and no division are needed.
template <class V>
[[gnu::always_inline]] inline Arc<V> arc_of_versine(V versine) {
    using namespace detail;
    const V root = simd::sqrt(versine + versine);
    const V bend = polynomial_in_halves(versine, 0x1.5555555555373p-4, 0x1.3333333375ecbp-6, 0x1.6db6db397d826p-8,
                                        0x1.f1c7314d75e4dp-10, 0x1.6e8923044b775p-11, 0x1.1c813059ba0ep-12,
                                        0x1.c41134fccc70dp-14, 0x1.b2bbbcdf7fb59p-15, -0x1.9e4c840d9930ep-18,
                                        0x1.4ee2e12694d38p-14, -0x1.3cb2634df07b1p-13, 0x1.0bd4e731159d6p-12,
                                        -0x1.49fdadc0503b5p-12, 0x1.328485b6e6c84p-12, -0x1.9a0ea6fd1e612p-13,
                                        0x1.79cd840f06413p-14, -0x1.ace60b9c7dda1p-16, 0x1.cfa34fc057d55p-19);
    const V dual = polynomial_in_halves(versine, 0x1.b2995e7b7b603p-3, 0x1.5bade52f9662dp-7, 0x1.bf0426a9d6b4dp-10,
                                        0x1.9de766b626b92p-12, 0x1.ccf01589c5906p-14, 0x1.1f36e495017bp-15,
                                        0x1.81aab15df31afp-17, 0x1.175ff7580fde7p-18, 0x1.3fb36140c6a16p-20,
                                        0x1.a56254f182ed3p-20, -0x1.1759e20660a17p-19, 0x1.167836839bd96p-18,
                                        -0x1.65bceb3a914fap-18, 0x1.625dae1d0305p-18, -0x1.f30bd33ac58e4p-19,
                                        0x1.e527b94bd8ff1p-20, -0x1.21604ead18064p-21, 0x1.4bc6516f032c7p-24);
    return {root + root * (versine * bend), (root * versine) * dual};
}

/// arccos(1 − x) for 0 ≤ x ≤ 1; NaN elsewhere.
template <class V>
inline V arcvers(V x) {
    return simd::select(x <= 1.0, arc_of_versine(x).angle, simd::broadcast(__builtin_nan(""), x));
}

/// (sin θ − θ cos θ)/π at θ = arcvers x, for 0 ≤ x ≤ 1; NaN elsewhere.
template <class V>
inline V arcvers_dual(V x) {
    return simd::select(x <= 1.0, arc_of_versine(x).dual, simd::broadcast(__builtin_nan(""), x));
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric
