#include "core/error/error.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace ntk {
namespace {

// A parameter's path contains a user's names for data and rungs, which have at most 200 bytes (flow::check_name).
constexpr std::size_t longest_key = 240;

// The bytes of the UTF-8 character at the front of `text`, 0 where none is there.
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xc2 ? 0 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
    if (length == 0 || byte(0) > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    // Longer than need be, a surrogate, or beyond the last character.
    const bool none = (byte(0) == 0xe0 && byte(1) < 0xa0) || (byte(0) == 0xed && byte(1) > 0x9f) ||
                      (byte(0) == 0xf0 && byte(1) < 0x90) || (byte(0) == 0xf4 && byte(1) > 0x8f);
    return length > 1 && none ? 0 : length;
}

// Whether a terminal would do something at this character instead of showing it: controls (C0, DEL, C1), separators of
// lines, marks that turn the direction of writing.
bool is_control(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7f;
    if (character.size() == 2) return byte(0) == 0xc2 && byte(1) < 0xa0;
    return character.size() == 3 && byte(0) == 0xe2 &&
           ((byte(1) == 0x80 && byte(2) >= 0xa8 && byte(2) <= 0xae) ||
            (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9));
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

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        // Eight characters of ASCII at once, of which most tables are.
        std::uint64_t eight = 0x80;
        if (text.size() >= sizeof eight) std::memcpy(&eight, text.data(), sizeof eight);
        if ((eight & 0x8080808080808080) == 0) {
            text.remove_prefix(sizeof eight);
            continue;
        }
        const std::size_t length = character_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string one_line(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        if (length == 0)
            result += "\uFFFD";
        else if (is_control(text.substr(0, length)))
            result += ' ';
        else
            result += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return result;
}

Error::Error(Facts facts) : std::runtime_error(sentence(facts, parameter_name)), facts_(std::move(facts)) {}

std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return one_line(text);
    while (most > 0 && (text[most] & 0xC0) == 0x80) --most;  // not inside a UTF-8 character
    return one_line(text.substr(0, most)) + "…";
}

std::string shown(std::string_view text) {
    return "\"" + shortened(text) + "\"";
}

}  // namespace ntk
