// Operands on which a multiply-add goes wrong if it can.
#pragma once

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace fma_cases {

/// Whether x and y have the same bits; any two NaN are taken as the same.
inline bool same(double x, double y) {
    return (std::isnan(x) && std::isnan(y)) || std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
}

inline void require_same(double found, double expected, const char* form, double a, double b, double c) {
    if (same(found, expected)) return;
    BOOST_TEST_REQUIRE(false, form << std::hexfloat << ": fma(" << a << ", " << b << ", " << c << ") = " << found
                                   << ", not " << expected);
}

/// Uses every triple of some numbers and their opposites: zeros, the ends of every range, neighbours of powers of two.
template <class Use>
void hostile(Use use) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double sizes[] = {0.0,
                                0x1p-1074,
                                0x1.8p-1073,
                                0x1.fffffffffffffp-1023,
                                0x1p-1022,
                                0x1p-600,
                                0x1p-485,
                                0x1.fffffffffffffp-486,
                                0x1.5555555555555p-484,
                                0x1p-484,
                                0x1.8p-537,
                                0x1p-538,
                                0x1.0000000000001p-53,
                                0x1p-53,
                                0x1p-52,
                                0x1.fffffffffffffp-1,
                                1.0,
                                0x1.0000000000001p0,
                                0x1.8p0,
                                0x1.5555555555555p0,
                                0x1.0000004p0,
                                0x1.000002p26,
                                0x1p52,
                                0x1.fffffffffffffp52,
                                0x1p485,
                                0x1.fffffffffffffp511,
                                0x1p512,
                                0x1p996,
                                0x1.fffffffffffffp996,
                                0x1p1000,
                                0x1p1023,
                                0x1.fffffffffffffp1023,
                                infinity,
                                std::numeric_limits<double>::quiet_NaN()};
    for (const double a : sizes)
        for (const double b : sizes)
            for (const double c : sizes)
                for (int signs = 0; signs < 8; ++signs)
                    use((signs & 1) != 0 ? -a : a, (signs & 2) != 0 ? -b : b, (signs & 4) != 0 ? -c : c);
}

/// Uses random triples of eight kinds: any bits, sizes near each other, sums that cancel the product, ties of the sum
/// and numbers beside them, and results that are subnormal or near the largest number.
template <class Use>
void random(int count, Use use) {
    std::mt19937_64 bits(17);
    const auto below = [&](int n) { return static_cast<int>(bits() % static_cast<std::uint64_t>(n)); };
    const auto number = [&](int exponent, int digits) {  // with so many binary digits after the first
        const double x = std::ldexp(static_cast<double>(bits() >> (64 - digits) | std::uint64_t{1} << digits), -digits);
        return std::ldexp((bits() & 1) != 0 ? -x : x, exponent);
    };
    for (int i = 0; i < count; ++i) {
        double a, b, c;
        switch (i % 8) {
            case 0:
                a = std::bit_cast<double>(bits());
                b = std::bit_cast<double>(bits());
                c = std::bit_cast<double>(bits());
                break;
            case 1:
                a = number(below(20), 52);
                b = number(below(20), 52);
                c = number(below(80) - 20, 52);
                break;
            case 2:  // c is nearly −a b
                a = number(below(20), 52);
                b = number(below(20), 52);
                c = -a * b * (1 + 0x1p-52 * (below(9) - 4));
                break;
            case 3: {  // the product is half a unit of c and a little
                a = number(0, 1 + below(52));
                c = number(0, 52);
                const double half = std::ldexp(1.0, std::ilogb(c) - 53);
                b = half / a * (1 + 0x1p-52 * (below(5) - 2));
                break;
            }
            case 4:  // few digits, which make ties
                a = number(below(4), 1 + below(26));
                b = number(below(4), 1 + below(26));
                c = number(below(60) - 10, 52);
                break;
            case 5: {  // the product is next to a tie of p + c, where rounding twice goes wrong
                a = 1 + 0x1p-52 * below(16);
                b = 1 + 0x1p-52 * below(16);
                c = std::ldexp(number(0, 52), 52 + below(4));
                break;
            }
            case 6:  // results about the least number
                a = number(-500 - below(60), 52);
                b = number(-500 - below(60), 52);
                c = number(-1022 - below(60), 52);
                break;
            default:  // results about the largest number
                a = number(505 + below(9), 52);
                b = number(505 + below(9), 52);
                c = number(1010 + below(14), 52);
        }
        use(a, b, c);
    }
}

}  // namespace fma_cases
