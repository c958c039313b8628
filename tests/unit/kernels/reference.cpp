// Kernels against values computed elsewhere with 50 digits (reference.json: its description says how) or with 160
// (activations.py).
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"

namespace {

using nlohmann::json;

ntk::Matrix one_row(const json& values) {
    ntk::Matrix result = ntk::Matrix::from_shape({1, values.size()});
    for (std::size_t i = 0; i < values.size(); ++i) result(0, i) = values[i].get<double>();
    return result;
}

struct Case {
    std::string activation, pair;
    double weight_variance, bias_variance;
    std::size_t hidden_layers;
    json x, y, nngp, ntk;
};

// `inputs` holds x and y.
Case read_case(const json& c, const json& inputs) {
    return {c.at("activation"),    c.at("pair"),          c.at("weight_variance"),
            c.at("bias_variance"), c.at("hidden_layers"), inputs.at("x"),
            inputs.at("y"),        c.at("nngp"),          c.at("ntk")};
}

// Calls check(kind, error, |truth|, scale) for both kernels; scale is sqrt(k(x,x) k(y,y)).
template <class Check>
void compare(const Case& c, Check check) {
    const ntk::kernels::Architecture architecture{ntk::numeric::activation_named(c.activation), c.weight_variance,
                                                  c.bias_variance};
    const auto x = one_row(c.x), y = one_row(c.y);
    const auto xy = ntk::kernels::nngp_and_ntk(x, y, architecture, {c.hidden_layers})[0];
    const auto xx = ntk::kernels::nngp_and_ntk(x, architecture, {c.hidden_layers})[0];
    const auto yy = ntk::kernels::nngp_and_ntk(y, architecture, {c.hidden_layers})[0];
    const auto one = [&](const std::string& kind, const json& text, double ours, double scale) {
        const double truth = std::strtod(text.get<std::string>().c_str(), nullptr);
        check(kind + " of pair " + c.pair + ", " + c.activation + ", variances " + std::to_string(c.weight_variance) +
                  ", " + std::to_string(c.bias_variance) + ", " + std::to_string(c.hidden_layers) + " hidden layers",
              std::fabs(ours - truth), std::fabs(truth), scale);
    };
    one("nngp", c.nngp, xy.nngp(0, 0), std::sqrt(xx.nngp(0, 0)) * std::sqrt(yy.nngp(0, 0)));
    one("ntk", c.ntk, xy.ntk(0, 0), std::sqrt(xx.ntk(0, 0)) * std::sqrt(yy.ntk(0, 0)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_reference_value_to_a_relative_error_of_1e_14) {
    double worst = 0.0;
    const auto reference = json::parse(std::ifstream(NTK_ROOM "/reference.json"));
    for (const json& entry : reference.at("cases")) {
        const Case c = read_case(entry, entry);
        compare(c, [&](const std::string& what, double error, double truth, double scale) {
            // Where the true kernel is zero there is no relative error: the unit is then sqrt(k(x,x) k(y,y)).
            const double relative = error / (truth == 0.0 ? scale : truth);
            worst = std::fmax(worst, relative);
            BOOST_TEST(relative <= 1e-14, what << ": relative error " << relative);
        });
    }
    BOOST_TEST_MESSAGE("worst relative error " << worst);
}

// Each layer rounds some ten times, and nothing but that may add up: 2e-15 (4 + L). Where terms of both signs are added
// that is relative to the terms, not to what is left of them: 3e-16 of sqrt(k(x,x) k(y,y)), a unit in the last place of
// each, more. So it is where a bias meets a negative dual, and without one where the dual itself changes its sign at an
// angle other than a right one, as that of leaky ReLU, GELU and SiLU does: no double nearer to the angle may exist.
BOOST_AUTO_TEST_CASE(every_activation_keeps_its_relative_accuracy_to_depth_100) {
    std::map<std::string, double> worst;
    const auto reference = json::parse(std::ifstream(NTK_ROOM "/activations.json"));
    for (const json& entry : reference.at("cases")) {
        const Case c = read_case(entry, reference.at("pairs").at(entry.at("pair")));
        compare(c, [&](const std::string& what, double error, double truth, double scale) {
            double bound = 2e-15 * (4.0 + static_cast<double>(c.hidden_layers)) * truth;
            const bool of_both_signs = c.bias_variance > 0.0 || c.activation.starts_with("leaky_relu") ||
                                       c.activation == "gelu" || c.activation == "silu";
            if (of_both_signs) bound += 3e-16 * scale;
            // Saturated and of one direction, inputs differ by the second order of 1/norm alone: 1 - ρ is then known to
            // 1e-16 absolutely, and a hundred chaotic layers (s_w² T'(1) = 1.17) magnify that 1e7 times.
            if (c.activation == "erf" && c.pair == "huge, opposite" && c.hidden_layers == 100) bound += 1e-8 * truth;
            worst[c.activation] = std::fmax(worst[c.activation], error / bound);
            BOOST_TEST(error <= bound, what << ": error " << error << " of " << truth << ", bound " << bound);
        });
    }
    for (const auto& [activation, ratio] : worst) BOOST_TEST_MESSAGE(activation << ": worst error/bound " << ratio);
}

BOOST_AUTO_TEST_CASE(every_activation_has_a_reference) {
    std::set<std::string> held;
    for (const char* file : {NTK_ROOM "/reference.json", NTK_ROOM "/activations.json"}) {
        const json reference = json::parse(std::ifstream(file));
        for (const json& entry : reference.at("cases")) {
            const auto name = entry.at("activation").get<std::string>();
            held.insert(name.substr(0, name.find(':')));
        }
    }
    for (const auto& known : ntk::numeric::known_activations())
        BOOST_TEST(held.count(std::string(known.name)) == 1, known.name << " is missing in activations.json");
}
