// Kernels against values computed elsewhere with 50 digits (reference.json: its description says how).
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/kernels/fully_connected.hpp"

namespace {

xt::xtensor<double, 2> one_row(const nlohmann::json& values) {
    xt::xtensor<double, 2> result = xt::xtensor<double, 2>::from_shape({1, values.size()});
    for (std::size_t i = 0; i < values.size(); ++i) result(0, i) = values[i].get<double>();
    return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_reference_value_to_a_relative_error_of_1e_14) {
    const auto reference = nlohmann::json::parse(std::ifstream(NTK_ROOM "/reference.json"));
    double worst = 0.0;
    for (const auto& c : reference.at("cases")) {
        const ntk::Architecture architecture{ntk::activation_named(c.at("activation").get<std::string>()),
                                             c.at("weight_variance"), c.at("bias_variance")};
        const auto x = one_row(c.at("x")), y = one_row(c.at("y"));
        const std::vector<std::size_t> depth = {c.at("hidden_layers").get<std::size_t>()};
        const auto xy = ntk::kernels(x, y, architecture, depth)[0];
        const auto xx = ntk::kernels(x, architecture, depth)[0], yy = ntk::kernels(y, architecture, depth)[0];
        const auto check = [&](const std::string& kind, double ours, double scale) {
            const double truth = std::strtod(c.at(kind).get<std::string>().c_str(), nullptr);
            // Where the true kernel is zero there is no relative error: the unit is then sqrt(k(x,x) k(y,y)).
            const double error = std::fabs(ours - truth) / (truth == 0.0 ? scale : std::fabs(truth));
            worst = std::fmax(worst, error);
            BOOST_TEST(error <= 1e-14, kind << " of pair " << c.at("pair") << ", " << c.at("activation") << ", "
                                            << depth[0] << " hidden layers: " << ours << " for " << truth
                                            << ", relative error " << error);
        };
        check("nngp", xy.nngp(0, 0), std::sqrt(xx.nngp(0, 0)) * std::sqrt(yy.nngp(0, 0)));
        check("ntk", xy.ntk(0, 0), std::sqrt(xx.ntk(0, 0)) * std::sqrt(yy.ntk(0, 0)));
    }
    BOOST_TEST_MESSAGE("worst relative error " << worst);
}
