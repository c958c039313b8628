// Angles of nearly parallel inputs against 400 digits (near_pairs.py).
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/kernels/fully_connected.hpp"
#include "core/kernels/input_pairs.hpp"

namespace {

using nlohmann::json;
using Numbers = std::vector<double>;

// near_pairs.py, `wide`.
struct Inputs {
    Numbers x, z;
};
Inputs wide(std::size_t columns, int exponent) {
    Inputs result;
    for (std::size_t k = 0; k < columns; ++k) {
        result.x.push_back(5.0 + static_cast<double>(k * 40503 % 65536) / 65536.0);
        result.z.push_back(result.x[k] + static_cast<double>(k * 30011 % 65536) * std::ldexp(1.0, -exponent));
    }
    return result;
}
Inputs inputs_of(const json& entry) {
    if (entry.contains("columns")) return wide(entry.at("columns"), entry.at("exponent"));
    return {entry.at("x"), entry.at("z")};
}

double largest(const Numbers& x) {
    double result = 0.0;
    for (const double number : x) result = std::fmax(result, std::fabs(number));
    return result;
}
double scale_of(const Numbers& x) {
    return largest(x) == 0.0 ? 1.0 : std::ldexp(1.0, -std::ilogb(largest(x)));
}
double variance_of(const Numbers& x, double weight, double bias) {
    double square = 0.0;
    ntk::kernels::input_products(x.data(), x.data(), x.size(), 1, 1, &square);
    return weight * square / static_cast<double>(x.size()) + bias;
}

// The pair (x, z) among eleven of a row, where a vector may hold it and where none does, the others being (x, x).
std::vector<double> sines(const Inputs& in, const json& c, std::size_t place) {
    constexpr std::size_t n = 11;
    const std::size_t d = in.x.size();
    const double weight = c.at("weight_variance"), bias = c.at("bias_variance");
    const double variance_x = variance_of(in.x, weight, bias);
    Numbers columns(d * n), variances(n, variance_x), scales(n, scale_of(in.x)), nngp(n), ntk(n), minus(n), plus(n);
    const bool parallel = c.at("parallel");
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < d; ++k) columns[k * n + j] = j == place ? in.z[k] : in.x[k];
        minus[j] = parallel ? 1e-9 : 2.0;  // what a subtraction may have left
        plus[j] = parallel ? 2.0 : 1e-9;
    }
    variances[place] = variance_of(in.z, weight, bias);
    scales[place] = scale_of(in.z);
    ntk::kernels::sharpen_near_pairs({in.x.data(), columns.data(), d, n, weight / static_cast<double>(d), bias,
                                      variance_x, variances.data(), scale_of(in.x), scales.data()},
                                     {n, nngp.data(), ntk.data(), minus.data(), plus.data()});
    Numbers result;
    for (std::size_t j = 0; j < n; ++j) result.push_back(2.0 * (parallel ? minus[j] : plus[j]));
    return result;
}

}  // namespace

// Beside the sum itself, which is exact to a last bit, there are K of both inputs (four roundings each) and eight
// products and quotients: 16 · 2^-53.
BOOST_AUTO_TEST_CASE(the_angle_of_a_pair_is_known_however_near_it_is) {
    double worst = 0.0;
    for (const json& entry : json::parse(std::ifstream(NTK_ROOM "/near_pairs.json"))) {
        const Inputs in = inputs_of(entry);
        for (const json& c : entry.at("cases")) {
            const double truth = std::strtod(c.at("sine_squared").get<std::string>().c_str(), nullptr);
            for (const std::size_t place : {std::size_t{1}, std::size_t{10}}) {
                const auto found = sines(in, c, place);
                const double error = std::fabs(found[place] - truth) / (truth == 0.0 ? 1.0 : truth);
                worst = std::fmax(worst, error);
                BOOST_TEST(error <= 16 * 0x1p-53, entry.at("pair")
                                                      << ", bias " << c.at("bias_variance") << ": " << found[place]
                                                      << " for " << truth << ", error " << error);
                if (c.at("parallel") == true) BOOST_TEST(found[0] == 0.0);  // x with itself
            }
        }
    }
    BOOST_TEST_MESSAGE("worst relative error of sin² θ: " << worst);
}

// The NNGP kernel of one layer of ReLU at the angle π − φ is K φ³/(3π) and a little: what is wrong of φ shows thrice.
BOOST_AUTO_TEST_CASE(kernels_have_that_accuracy) {
    constexpr double pi = 3.14159265358979323846;
    for (const json& entry : json::parse(std::ifstream(NTK_ROOM "/near_pairs.json"))) {
        const Inputs in = inputs_of(entry);
        for (const json& c : entry.at("cases")) {
            const double square = std::strtod(c.at("sine_squared").get<std::string>().c_str(), nullptr);
            if (c.at("parallel") == true || c.at("bias_variance") > 0.0 || square > 1e-8) continue;
            ntk::Matrix x = ntk::Matrix::from_shape({1, in.x.size()}), z = x;
            std::copy(in.x.begin(), in.x.end(), x.begin());
            std::copy(in.z.begin(), in.z.end(), z.begin());
            const double weight = c.at("weight_variance");
            const auto k = ntk::kernels::kernel(ntk::kernels::KernelKind::nngp, x, z, {{}, weight, 0.0}, 1);
            const double norm =
                std::sqrt(variance_of(in.x, weight, 0.0)) * std::sqrt(variance_of(in.z, weight, 0.0)) * weight / 2.0;
            const double phi = std::asin(std::sqrt(square));
            const double truth = norm * (phi * phi * phi / (3.0 * pi)) * (1.0 - phi * phi / 10.0);
            // 1e-14 is the kernel's own claim; φ⁴/250 is left out above, below 1e-18.
            BOOST_TEST(std::fabs(k(0, 0) - truth) <= 1e-14 * truth, entry.at("pair")
                                                                        << ": " << k(0, 0) << " for " << truth);
        }
    }
}
