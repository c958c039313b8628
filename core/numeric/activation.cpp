#include "core/numeric/activation.hpp"

#include <stdexcept>

#include "core/numeric/decimal.hpp"

namespace ntk::numeric {
namespace {

constexpr NamedActivation all[] = {{"relu", Activation::relu},         {"leaky_relu", Activation::leaky_relu},
                                   {"identity", Activation::identity}, {"erf", Activation::erf},
                                   {"tanh", Activation::tanh},         {"gelu", Activation::gelu},
                                   {"silu", Activation::silu},         {"sine", Activation::sine},
                                   {"cosine", Activation::cosine},     {"gaussian", Activation::gaussian}};

}  // namespace

std::span<const NamedActivation> known_activations() {
    return all;
}

Activation activation_named(std::string_view name) {
    const std::string_view plain = name.substr(0, name.find(':'));
    for (const NamedActivation& known : all) {
        if (known.name != plain) continue;
        if (plain == name) return known.activation;
        const auto slope = parse_decimal(name.substr(plain.size() + 1));
        if (known.activation.kind != Activation::Kind::leaky_relu || !slope || !(*slope >= 0.0 && *slope <= 1.0))
            throw std::invalid_argument("activation \"" + std::string(name) +
                                        "\": only leaky_relu has a parameter, its slope from 0 to 1: leaky_relu:0.2");
        return {known.activation.kind, *slope};
    }
    throw std::invalid_argument("unknown activation \"" + std::string(name) + "\"; there are " + activation_names());
}

std::string activation_names() {
    std::string names;
    for (const NamedActivation& known : all) names += (names.empty() ? "" : ", ") + std::string(known.name);
    return names;
}

}  // namespace ntk::numeric
