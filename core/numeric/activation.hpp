// The activations that networks and kernels share.
#pragma once

#include <string_view>

namespace ntk {

enum class Activation { relu, erf, identity };

/// Throws std::invalid_argument naming the activations there are.
Activation activation_named(std::string_view name);

}  // namespace ntk
