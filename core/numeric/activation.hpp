// The activations that networks and kernels share. Their names are here, the functions in activation_functions.hpp, and
// their dual activations in core/kernels.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ntk::numeric {

struct Activation {
    enum class Kind { relu, leaky_relu, identity, erf, tanh, gelu, silu, sine, cosine, gaussian };

    Kind kind = Kind::relu;
    double slope = 0.01;  // the slope of leaky_relu below zero, in [0, 1]; other kinds ignore it

    static const Activation relu, leaky_relu, identity, erf, tanh, gelu, silu, sine, cosine, gaussian;
};

inline constexpr Activation Activation::relu{Kind::relu}, Activation::leaky_relu{Kind::leaky_relu},
    Activation::identity{Kind::identity}, Activation::erf{Kind::erf}, Activation::tanh{Kind::tanh},
    Activation::gelu{Kind::gelu}, Activation::silu{Kind::silu}, Activation::sine{Kind::sine},
    Activation::cosine{Kind::cosine}, Activation::gaussian{Kind::gaussian};

/// An activation with its name, "relu" for instance. known_activations lists all there are.
struct NamedActivation {
    std::string_view name;
    Activation activation;
};
std::span<const NamedActivation> known_activations();

/// The activation of that name. "leaky_relu:0.2" sets the slope. Throws an Error of the key "activation", which lists
/// the names there are.
Activation activation_named(std::string_view name);

/// All names, for help and messages: "relu, leaky_relu, …".
std::string activation_names();

}  // namespace ntk::numeric
