#include "core/random/stream.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace ntk;

BOOST_AUTO_TEST_CASE(a_number_depends_on_seed_name_and_index_alone) {
    const random::Stream a(1, "weights/layer=1");
    const double later = a.normal(1000);
    a.normal(3);
    BOOST_TEST(a.normal(1000) == later);
    BOOST_TEST(random::Stream(1, "weights/layer=1").normals(101, 10)(100, 0) == later);
    BOOST_TEST(random::Stream(1, "weights/layer=2").normal(1000) != later);
    BOOST_TEST(random::Stream(2, "weights/layer=1").normal(1000) != later);
}

// `normals` works on blocks of 256 pairs, so the sizes are below, at and beyond a block, even and odd.
BOOST_AUTO_TEST_CASE(an_array_holds_the_numbers_one_by_one) {
    const random::Stream stream(5, "array");
    for (const std::size_t n : {0u, 1u, 2u, 7u, 512u, 513u, 514u, 1999u}) {
        const auto z = stream.normals(n, 1), u = stream.uniforms(n, 1);
        for (std::size_t i = 0; i < n; ++i) {
            BOOST_TEST(z(i, 0) == stream.normal(i));
            BOOST_TEST(u(i, 0) == stream.uniform(i));
        }
    }
}

// The moments of a million numbers are each within five standard errors of the truth.
BOOST_AUTO_TEST_CASE(numbers_have_their_distributions_moments) {
    constexpr std::size_t n = 1000000;
    const auto u = random::Stream(3, "u").uniforms(n, 1);
    const auto z = random::Stream(3, "z").normals(n, 1);
    double mean_u = 0.0, mean_z = 0.0, square_z = 0.0, fourth_z = 0.0, neighbours = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
        BOOST_REQUIRE(u(i, 0) >= 0.0 && u(i, 0) < 1.0);
        mean_u += u(i, 0) / n;
        mean_z += z(i, 0) / n;
        square_z += z(i, 0) * z(i, 0) / n;
        fourth_z += std::pow(z(i, 0), 4) / n;
        neighbours += z(i, 0) * z((i + 1) % n, 0) / n;
    }
    const double five = 5.0 / std::sqrt(static_cast<double>(n));
    BOOST_TEST(std::fabs(mean_u - 0.5) < five * std::sqrt(1.0 / 12.0));
    BOOST_TEST(std::fabs(mean_z) < five);
    BOOST_TEST(std::fabs(square_z - 1.0) < five * std::sqrt(2.0));
    BOOST_TEST(std::fabs(fourth_z - 3.0) < five * std::sqrt(96.0));
    BOOST_TEST(std::fabs(neighbours) < five);
}

BOOST_AUTO_TEST_CASE(a_permutation_holds_every_index_once) {
    auto order = random::Stream(4, "order").permutation(1000);
    BOOST_TEST(!std::is_sorted(order.begin(), order.end()));
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < 1000; ++i) BOOST_TEST(order[i] == i);
}

// Each of the 6 orders of three comes up one time in six, within five standard errors.
BOOST_AUTO_TEST_CASE(permutations_are_equally_likely) {
    constexpr int draws = 30000;
    int counts[3][3] = {};
    for (int k = 0; k < draws; ++k) {
        const auto order = random::Stream(5, "order=" + std::to_string(k)).permutation(3);
        ++counts[order[0]][order[1]];
    }
    for (int first = 0; first < 3; ++first)
        for (int second = 0; second < 3; ++second)
            if (first != second)
                BOOST_TEST(std::fabs(counts[first][second] - draws / 6.0) < 5.0 * std::sqrt(draws * 5.0 / 36.0));
}
