// φ(z) and φ'(z) of every activation φ, for V = double or simd::Vector. Both are within a few ulp of max(|φ|, |φ'|, 1)
// where |z| < 30. Beyond, sine and cosine err by about |z| ulp, because z/π is rounded.
#pragma once

#include <numbers>

#include "core/numeric/activation.hpp"
#include "core/numeric/erf.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/tanh.hpp"
#include "core/numeric/trigonometry.hpp"

namespace ntk::numeric::activations {
inline namespace NTK_ISA {

/// Whether φ(−z) is −φ(z) (odd), φ(z) (even) or neither.
enum class Parity { none, odd, even };

template <class V>
struct ValueAndSlope {
    V value, slope;
};

// Of the function objects below, the piecewise linear ones state their `slope` below zero, the smooth ones their
// `parity`.

/// max(z, 0), with φ'(0) = 0.
struct Relu {
    static constexpr double slope = 0.0;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        const auto positive = z > 0.0;
        const V zero = simd::broadcast(0.0, z);
        return {simd::select(positive, z, zero), simd::select(positive, simd::broadcast(1.0, z), zero)};
    }
};

/// max(z, 0) + slope · min(z, 0).
struct LeakyRelu {
    double slope;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        const V factor = simd::select(z > 0.0, simd::broadcast(1.0, z), simd::broadcast(slope, z));
        return {factor * z, factor};
    }
};

struct Identity {
    static constexpr double slope = 1.0;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        return {z, simd::broadcast(1.0, z)};
    }
};

/// The error function.
struct Erf {
    static constexpr Parity parity = Parity::odd;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        return {numeric::erf(z), 1.12837916709551257390 * numeric::exp(-(z * z))};  // 2/√π
    }
};

struct Tanh {
    static constexpr Parity parity = Parity::odd;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        const V t = numeric::tanh(z);
        return {t, (1.0 - t) * (1.0 + t)};
    }
};

/// z Φ(z), where Φ is the standard normal distribution function itself and not its approximation by tanh.
struct Gelu {
    static constexpr Parity parity = Parity::none;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        const V cumulative = 0.5 + 0.5 * numeric::erf(std::numbers::sqrt2 / 2 * z);  // z/√2
        const V density = 0.39894228040143267794 * numeric::exp(-0.5 * (z * z));     // 1/√(2π)
        return {z * cumulative, cumulative + z * density};
    }
};

/// z/(1 + e^−z), also called swish.
struct Silu {
    static constexpr Parity parity = Parity::none;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        const V logistic = 1.0 / (1.0 + numeric::exp(-z));
        return {z * logistic, logistic * (1.0 + z * (1.0 - logistic))};
    }
};

struct Sine {
    static constexpr Parity parity = Parity::odd;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        const V turns = 0.31830988618379067154 * z;  // 1/π
        return {numeric::sinpi(turns), numeric::cospi(turns)};
    }
};

struct Cosine {
    static constexpr Parity parity = Parity::even;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        const V turns = 0.31830988618379067154 * z;
        return {numeric::cospi(turns), -numeric::sinpi(turns)};
    }
};

/// exp(−z²).
struct Gaussian {
    static constexpr Parity parity = Parity::even;
    template <class V>
    ValueAndSlope<V> operator()(V z) const {
        const V value = numeric::exp(-(z * z));
        return {value, -2.0 * z * value};
    }
};

/// Returns f(φ), φ being the function object of this activation.
template <class Function>
auto visit(const Activation& activation, Function f) {
    switch (activation.kind) {
        case Activation::Kind::leaky_relu:
            return f(LeakyRelu{activation.slope});
        case Activation::Kind::identity:
            return f(Identity{});
        case Activation::Kind::erf:
            return f(Erf{});
        case Activation::Kind::tanh:
            return f(Tanh{});
        case Activation::Kind::gelu:
            return f(Gelu{});
        case Activation::Kind::silu:
            return f(Silu{});
        case Activation::Kind::sine:
            return f(Sine{});
        case Activation::Kind::cosine:
            return f(Cosine{});
        case Activation::Kind::gaussian:
            return f(Gaussian{});
        case Activation::Kind::relu:
            break;
    }
    return f(Relu{});
}

}  // namespace NTK_ISA
}  // namespace ntk::numeric::activations
