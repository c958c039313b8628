#include "core/numeric/activation.hpp"

#include <stdexcept>
#include <string>

namespace ntk {

Activation activation_named(std::string_view name) {
    if (name == "relu") return Activation::relu;
    if (name == "erf") return Activation::erf;
    if (name == "identity") return Activation::identity;
    throw std::invalid_argument("unknown activation \"" + std::string(name) + "\"; there are relu, erf, identity");
}

}  // namespace ntk
