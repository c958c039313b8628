// Every activation's value against the C library's functions, and its slope against a central difference.
#include "core/numeric/activation.hpp"
#include "core/error/error.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <iterator>

#include "core/numeric/activation_functions.hpp"

using namespace ntk;

namespace {

ntk::numeric::activations::ValueAndSlope<double> evaluate(const numeric::Activation& activation, double z) {
    return ntk::numeric::activations::visit(activation, [z](auto phi) { return phi(z); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_activation_is_the_function_of_its_name) {
    const std::pair<const char*, std::function<double(double)>> definitions[] = {
        {"relu", [](double z) { return std::fmax(z, 0.0); }},
        {"leaky_relu", [](double z) { return z > 0.0 ? z : 0.01 * z; }},
        {"leaky_relu:0.5", [](double z) { return z > 0.0 ? z : 0.5 * z; }},
        {"identity", [](double z) { return z; }},
        {"erf", [](double z) { return std::erf(z); }},
        {"tanh", [](double z) { return std::tanh(z); }},
        {"gelu", [](double z) { return 0.5 * z * std::erfc(-z / std::sqrt(2.0)); }},
        {"silu", [](double z) { return z / (1.0 + std::exp(-z)); }},
        {"sine", [](double z) { return std::sin(z); }},
        {"cosine", [](double z) { return std::cos(z); }},
        {"gaussian", [](double z) { return std::exp(-z * z); }},
    };
    for (const auto& known : numeric::known_activations())
        BOOST_TEST(std::any_of(std::begin(definitions), std::end(definitions),
                               [&](const auto& defined) { return defined.first == known.name; }),
                   known.name << " has no definition here to be held against");
    constexpr double h = 1e-5;
    for (const auto& [name, definition] : definitions) {
        const numeric::Activation activation = ntk::numeric::activation_named(name);
        for (double z = -30.0; z < 30.0; z += 0.03125 * 1.001) {
            const auto at = evaluate(activation, z);
            // Allowed are four ulp of the largest of |φ|, 1 and, for the rounding of z/π, |z|/2.
            const double unit = std::fmax(std::fmax(std::fabs(at.value), 1.0), 0.5 * std::fabs(z));
            BOOST_TEST(std::fabs(at.value - definition(z)) <= 4 * 2.2e-16 * unit, name << " at " << z);
            if (std::fabs(z) < 2 * h) continue;  // the kink
            // Central differences have an error of about h² φ'''/6 + ε |φ|/h.
            const double slope = (definition(z + h) - definition(z - h)) / (2.0 * h);
            BOOST_TEST(std::fabs(at.slope - slope) < 2e-9, name << " at " << z);
        }
    }
}

BOOST_AUTO_TEST_CASE(activations_are_known_by_name) {
    BOOST_CHECK(ntk::numeric::activation_named("tanh").kind == numeric::Activation::Kind::tanh);
    BOOST_TEST(ntk::numeric::activation_named("leaky_relu:0.2").slope == 0.2);
    for (const char* wrong : {"", "Relu", "relu:0.1", "leaky_relu:", "leaky_relu:-1", "leaky_relu:2", "leaky_relu:x"})
        BOOST_CHECK_THROW(ntk::numeric::activation_named(wrong), ntk::Error);
}
