#include "core/numeric/decimal.hpp"

#include <fmt/compile.h>

#include <algorithm>
#include <cfloat>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <version>

#include "core/numeric/simd.hpp"

namespace ntk::numeric {
namespace {

constexpr std::size_t longest = 32;  // sign, 17 digits, point, "e-324"

#ifdef __cpp_lib_to_chars

std::size_t print(double x, int precision, char* text) {
    return static_cast<std::size_t>(std::to_chars(text, text + longest, x, std::chars_format::general, precision).ptr -
                                    text);
}

// Whether a decimal beyond a double's range is too small for it, rather than too large: by its first digit that counts.
bool is_tiny(std::string_view text) {
    const std::size_t e = std::min(text.find_first_of("eE"), text.size());
    const std::size_t point = std::min(text.find('.'), e), first = text.find_first_of("123456789");
    // At most as many as the text has digits, which an exponent may undo.
    const double place = static_cast<double>(point) - static_cast<double>(first);
    double exponent = 0;
    if (e < text.size()) {
        const bool negative = text[e + 1] == '-';
        for (const char c : text.substr(e + 1))
            if (c >= '0' && c <= '9') exponent = std::min(10 * exponent + (c - '0'), 1e15);
        if (negative) exponent = -exponent;
    }
    return place + exponent < 0;
}

bool read(std::string_view text, double& x) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
    if (end != text.data() + text.size()) return false;
    if (error == std::errc::result_out_of_range && is_tiny(text)) {
        x = text.front() == '-' ? -0.0 : 0.0;
        return true;
    }
    return error == std::errc();
}

#else

// Emscripten 3.1.6's standard library has no <charconv> for doubles; its C library rounds correctly and knows no
// other locale.
std::size_t print(double x, int precision, char* text) {
    return static_cast<std::size_t>(std::snprintf(text, longest, "%.*g", precision, x));
}

bool read(std::string_view text, double& x) {
    const std::string terminated(text);
    char* end = nullptr;
    x = std::strtod(terminated.c_str(), &end);
    return end == terminated.c_str() + text.size();
}

#endif

}  // namespace

std::string shortest_decimal(double x) {
    char text[longest];
    const double size = std::fabs(x);
    // {fmt} is fast, but not what the header says in two cases. It writes 1e+15 out in full and 12345678901234567 with
    // an exponent. And at a power of two, below which doubles lie closer than above, it may find a decimal that is not
    // the nearest of its length.
    if (!(size >= 1e15 && size < 1e17) && (simd::to_bits(x) & 0xfffffffffffff) != 0)
        return {text, fmt::format_to(text, FMT_COMPILE("{}"), x)};
    // A decimal of 15 digits or fewer is found by asking for 15, because %g drops zeros at the end. A subnormal may
    // need fewer digits, so all numbers of digits are tried.
    for (int precision = size < DBL_MIN ? 1 : 15;; ++precision) {
        const std::size_t length = print(x, precision, text);
        double back = 0;
        if (precision == 17 || (read({text, length}, back) && back == x)) return {text, length};
    }
}

std::optional<double> parse_decimal(std::string_view text) {
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (!text.empty() && text.front() == '-') return {};
    }
    if (text.empty() || text.find_first_not_of("+-.0123456789eE") != text.npos || text.front() == '+') return {};
    double x = 0;
    if (!read(text, x) || !std::isfinite(x)) return {};
    return x;
}

}  // namespace ntk::numeric
