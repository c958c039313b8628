#include "core/data/texts.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "core/numeric/decimal.hpp"

namespace ntk::data {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_month(const std::string& word) {
    constexpr std::string_view months[] = {"january", "february", "march",     "april",   "may",      "june",
                                           "july",    "august",   "september", "october", "november", "december"};
    return word.size() >= 3 && std::any_of(std::begin(months), std::end(months), [&](std::string_view month) {
               return month.starts_with(word) || (word == "sept" && month == "september");
           });
}

struct Part {
    std::string text;
    char before;  // what separates it from the part before
};

// The runs of digits and of letters in a text of lower case, in order.
std::vector<Part> parts_of(const std::string& text) {
    std::vector<Part> parts;
    const auto kind = [](char c) { return is_digit(c) ? 1 : c >= 'a' && c <= 'z' ? 2 : 0; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (kind(text[i]) == 0) continue;
        const bool goes_on = i > 0 && kind(text[i]) == kind(text[i - 1]);
        if (!goes_on) parts.push_back({"", i > 0 && kind(text[i - 1]) == 0 ? text[i - 1] : ' '});
        parts.back().text += text[i];
    }
    return parts;
}

int number(const Part& part) {
    return part.text.size() <= 4 && is_digit(part.text.front()) ? std::stoi(part.text) : -1;
}
bool is_year(const Part& part) {
    return part.text.size() == 4 && number(part) >= 1000 && number(part) < 3000;
}
bool within(const Part& part, int least, int most) {
    return part.text.size() <= 2 && number(part) >= least && number(part) <= most;
}

bool is_time(const std::vector<Part>& parts, std::size_t from) {
    return parts.size() >= from + 2 && within(parts[from], 0, 24) && within(parts[from + 1], 0, 59) &&
           parts[from + 1].before == ':';
}

}  // namespace

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if ('A' <= c && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

bool is_date(std::string_view text) {
    if (text.size() > 40) return false;
    const std::vector<Part> parts = parts_of(lower(text));
    if (is_time(parts, 0)) return true;
    if (parts.size() < 2) return false;
    const auto separated = [&](std::string_view by) { return by.find(parts[1].before) != by.npos; };
    // A date that gives its month by name has a number too, and no words but those that belong to dates and times.
    if (std::any_of(parts.begin(), std::min(parts.end(), parts.begin() + 4),
                    [](const Part& p) { return is_month(p.text); })) {
        const auto numbers = std::count_if(parts.begin(), parts.end(), [](const Part& p) { return number(p) >= 0; });
        return numbers >= 1 && std::all_of(parts.begin(), parts.end(), [](const Part& p) {
                   constexpr std::string_view others[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "am", "pm",
                                                          "st",  "nd",  "rd",  "th",  "t",   "z",   "utc", "gmt"};
                   return number(p) >= 0 || is_month(p.text) ||
                          std::any_of(std::begin(others), std::end(others),
                                      [&](std::string_view word) { return p.text == word; });
               });
    }
    if (!separated("-/.")) return false;
    if (parts.size() == 2) return separated("-/") && is_year(parts[0]) && within(parts[1], 1, 12);
    if (parts[2].before != parts[1].before) return false;
    if (is_year(parts[0])) return within(parts[1], 1, 12) && within(parts[2], 1, 31);
    return within(parts[0], 1, 31) && within(parts[1], 1, 31) && (within(parts[0], 1, 12) || within(parts[1], 1, 12)) &&
           (is_year(parts[2]) || within(parts[2], 0, 99));
}

bool is_disguised_number(std::string_view text) {
    std::string plain = lower(text);
    const auto remove = [&](std::string_view what) {
        for (std::size_t at = 0; (at = plain.find(what, at)) != plain.npos;) plain.erase(at, what.size());
    };
    for (const std::string_view infinite : {"inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"})
        if (plain == infinite) return true;
    // What disguises a number is taken away: separators of thousands (blanks of several widths, commas, points,
    // apostrophes), currencies, percent signs, and the minus sign of typography.
    for (const std::string_view what :
         {" ", "\u00a0", "\u2009", "\u202f", "'", "’", "_", "$", "€", "£", "¥", "%", "‰", "usd", "eur"})
        remove(what);
    if (plain.starts_with("\u2212")) plain.replace(0, 3, "-");
    if (plain.starts_with("(") && plain.ends_with(")")) plain = plain.substr(1, plain.size() - 2);
    const auto commas = std::count(plain.begin(), plain.end(), ','),
               points = std::count(plain.begin(), plain.end(), '.');
    if (commas == 1 && points == 0) plain[plain.find(',')] = '.';
    remove(",");
    if (points > 1) {  // they may separate thousands, with three digits after each
        for (std::size_t at = plain.find('.'), next = 0; at != plain.npos; at = next) {
            next = plain.find('.', at + 1);
            if (std::min(next, plain.size()) - at != 4) return false;
        }
        remove(".");
    }
    if (plain.empty() || plain.find_first_not_of("0123456789.+-e") != plain.npos) return false;
    // 1e999 is a number that no double holds, so the digits before the exponent are tried as well.
    return numeric::parse_decimal(plain).has_value() ||
           numeric::parse_decimal(plain.substr(0, plain.find('e'))).has_value();
}

}  // namespace ntk::data
