#include "core/error/error.hpp"

#include <algorithm>

namespace ntk {
namespace {

// A parameter's path contains a user's names for data and rungs, which have at most 200 bytes (flow::check_name).
constexpr std::size_t longest_key = 240;

std::string one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::string place_of(const Facts& facts) {
    std::string place = facts.file;
    if (facts.line > 0) place += ":" + std::to_string(facts.line);
    if (!place.empty()) place += ": ";
    return facts.stage.empty() ? place : place + facts.stage + ": ";
}

std::string remedy_of(const Facts& facts, const Naming& name) {
    if (facts.remedies.empty()) return facts.key.empty() ? "" : "; correct it";
    std::string text;
    for (const Remedy& remedy : facts.remedies) {
        text += (text.empty() ? "; " : ", or ") + remedy.what;
        if (!remedy.key.empty()) text += " (" + name(remedy.key) + ")";
    }
    return text;
}

}  // namespace

std::string parameter_name(const std::string& key) {
    return "parameter \"" + shortened(key, longest_key) + "\"";
}

std::string sentence(const Facts& facts, const Naming& name) {
    std::string text = place_of(facts);
    if (!facts.key.empty())
        text += name(facts.key) + " ";
    else if (!facts.column.empty())
        text += "column " + shown(facts.column) + " ";
    text += facts.problem;
    if (facts.problem.empty()) {
        text += "must be " + facts.limit;
        if (!facts.value.empty()) text += ", not " + shortened(facts.value);
    }
    return one_line(text + remedy_of(facts, name));
}

Error::Error(Facts facts) : std::runtime_error(sentence(facts, parameter_name)), facts_(std::move(facts)) {}

std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return one_line(std::string(text));
    while (most > 0 && (text[most] & 0xC0) == 0x80) --most;  // not inside a UTF-8 character
    return one_line(std::string(text.substr(0, most))) + "…";
}

std::string shown(std::string_view text) {
    return "\"" + shortened(text) + "\"";
}

}  // namespace ntk
