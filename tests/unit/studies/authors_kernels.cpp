// The authors' kernels, as coded and with the root put back, agree with a reference of 25 digits. Those that are
// kernels of our networks agree with core/kernels.
#include "core/numeric/arrays.hpp"
#include "core/studies/authors/kernels.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/random/stream.hpp"

namespace {

using namespace ntk;
using nlohmann::json;
using studies::authors::Correlation;

constexpr std::size_t d = 15;

const json& cases() {
    static const json reference = json::parse(std::ifstream(NTK_ROOM "/authors_kernels.json"));
    return reference.at("cases");
}

Matrix pair_of(const json& one) {
    Matrix x = Matrix::from_shape({2, d});
    for (std::size_t c = 0; c < d; ++c) {
        x(0, c) = one.at("x").at(c).get<double>();
        x(1, c) = one.at("z").at(c).get<double>();
    }
    return x;
}

double reference(const json& one, const std::string& version, const std::string& name) {
    return std::stod(one.at(version).at(name).get<std::string>());
}

void is_close(double ours, double expected, const std::string& what) {
    BOOST_TEST(std::fabs(ours - expected) <= 1e-14 * std::fabs(expected), what << ": " << ours << " " << expected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(authors_kernels)

BOOST_AUTO_TEST_CASE(all_nine_have_the_digits_of_the_reference) {
    BOOST_TEST(cases().size() >= 6u);
    for (const json& one : cases())
        for (const auto& [version, correlation] :
             {std::pair{std::string("as coded"), Correlation::as_coded},
              std::pair{std::string("root put back"), Correlation::root_put_back}}) {
            const auto kernels = studies::authors::nine_kernels(pair_of(one), correlation);
            for (std::size_t k = 0; k < studies::authors::kernel_count; ++k) {
                const std::string name = studies::authors::kernel_names[k];
                is_close(kernels[k](1, 0), reference(one, version, name), version + " " + name);
                BOOST_TEST(kernels[k](0, 1) == kernels[k](1, 0));
            }
        }
}

// NTKJ1 with the root is the NTK of one hidden layer with weight and bias variance 1, near-parallel inputs, equal and
// opposite ones included; the networks' other kernels against the reference.
BOOST_AUTO_TEST_CASE(where_both_exist_they_are_those_of_our_kernels) {
    Matrix x = random::Stream(1, "x").normals(12, d);
    for (std::size_t c = 0; c < d; ++c) {
        x(1, c) = x(0, c);
        x(2, c) = -x(0, c);
        x(3, c) = x(0, c) * (1.0 + 1e-7 * static_cast<double>(c));
    }
    const kernels::Architecture own{numeric::Activation::relu, 1.0, 1.0};
    const auto ours = kernels::nngp_and_ntk(x, own, {1})[0].ntk;
    const auto theirs = studies::authors::nine_kernels(x, Correlation::root_put_back)[studies::authors::ntkj1];
    for (std::size_t i = 0; i < 12; ++i)
        for (std::size_t j = 0; j < 12; ++j) {
            // Row 3 is at an angle δ of 1e-6 to rows 0 and 1, and so δ is known only to a few 1e-16/δ, as the header
            // says.
            const bool nearly_parallel = (i == 3) != (j == 3) && i + j <= 4;
            BOOST_TEST(std::fabs(theirs(i, j) - ours(i, j)) <= (nearly_parallel ? 1e-9 : 1e-14) * ours(i, j));
        }

    for (const json& one : cases()) {
        const auto pairs = kernels::nngp_and_ntk(pair_of(one), own, {1, 2});
        is_close(pairs[0].nngp(1, 0), reference(one, "root put back", "network NNGP1"), "NNGP1");
        is_close(pairs[0].ntk(1, 0), reference(one, "root put back", "network NTK1"), "NTK1");
        is_close(pairs[1].nngp(1, 0), reference(one, "root put back", "network NNGP2"), "NNGP2");
        is_close(pairs[1].ntk(1, 0), reference(one, "root put back", "network NTK2"), "NTK2");
    }
}

BOOST_AUTO_TEST_SUITE_END()
