#include "core/flow/parameters.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace ntk::flow {
namespace {

// Levenshtein's distance: insertions, deletions and replacements from one word to the other.
std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

bool is_whole(const nlohmann::json& value) {
    return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
}

std::string range(std::size_t least, std::size_t most) {
    return "from " + std::to_string(least) + " to " + std::to_string(most);
}

}  // namespace

ParameterReader::ParameterReader(const nlohmann::json& object, std::string section)
    : object_(object), section_(std::move(section)) {
    if (!object.is_object()) throw std::invalid_argument("a study is a table of parameters");
}

void ParameterReader::fail(const std::string& key, const std::string& what) const {
    throw std::invalid_argument("parameter \"" + section_ + key + "\" " + what);
}

const nlohmann::json& ParameterReader::at(const std::string& key) {
    asked_.insert(key);
    const auto found = object_.find(key);
    if (found == object_.end()) fail(key, "is missing");
    return *found;
}

std::size_t ParameterReader::whole_number(const std::string& key, std::size_t least, std::size_t most) {
    const auto& value = at(key);
    if (!is_whole(value) || value.get<std::size_t>() < least || value.get<std::size_t>() > most)
        fail(key, "must be a whole number " + range(least, most));
    return value.get<std::size_t>();
}

double ParameterReader::positive_number(const std::string& key) {
    const auto& value = at(key);
    if (!value.is_number() || !(value.get<double>() > 0.0) || !std::isfinite(value.get<double>()))
        fail(key, "must be a number above 0");
    return value.get<double>();
}

std::string ParameterReader::text(const std::string& key) {
    const auto& value = at(key);
    if (!value.is_string()) fail(key, "must be a text");
    return value.get<std::string>();
}

bool ParameterReader::truth(const std::string& key) {
    const auto& value = at(key);
    if (!value.is_boolean()) fail(key, "must be true or false");
    return value.get<bool>();
}

std::size_t ParameterReader::choice(const std::string& key, const std::vector<std::string>& choices) {
    const auto& value = at(key);
    std::string listed;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (value == choices[i]) return i;
        listed += (i == 0 ? "\"" : ", \"") + choices[i] + "\"";
    }
    fail(key, "must be one of " + listed);
}

std::vector<std::string> ParameterReader::texts(const std::string& key) {
    const auto& value = at(key);
    std::vector<std::string> result;
    if (!value.is_array() || value.empty()) fail(key, "must be a list of texts");
    for (const auto& entry : value) {
        if (!entry.is_string()) fail(key, "must be a list of texts");
        if (std::find(result.begin(), result.end(), entry.get<std::string>()) != result.end())
            fail(key, "names \"" + entry.get<std::string>() + "\" twice");
        result.push_back(entry.get<std::string>());
    }
    return result;
}

std::vector<double> ParameterReader::numbers(const std::string& key, std::size_t most) {
    const auto& value = at(key);
    const std::string what = "must be a list of numbers, " + range(1, most) + " of them";
    std::vector<double> result;
    if (!value.is_array() || value.empty() || value.size() > most) fail(key, what);
    for (const auto& entry : value) {
        if (!entry.is_number() || !std::isfinite(entry.get<double>())) fail(key, what);
        result.push_back(entry.get<double>());
    }
    return result;
}

std::vector<std::size_t> ParameterReader::increasing(const std::string& key, std::size_t least, std::size_t most) {
    const auto& value = at(key);
    const std::string what = "must be a list of increasing whole numbers " + range(least, most);
    std::vector<std::size_t> result;
    if (!value.is_array() || value.empty()) fail(key, what);
    for (const auto& entry : value) {
        if (!is_whole(entry) || entry.get<std::size_t>() < least || entry.get<std::size_t>() > most) fail(key, what);
        if (!result.empty() && entry.get<std::size_t>() <= result.back()) fail(key, what);
        result.push_back(entry.get<std::size_t>());
    }
    return result;
}

const nlohmann::json& ParameterReader::section(const std::string& key) {
    const auto& value = at(key);
    if (!value.is_object()) fail(key, "must be a section");
    return value;
}

const nlohmann::json& ParameterReader::optional_section(const std::string& key) {
    static const nlohmann::json none = nlohmann::json::object();
    return given(key) ? section(key) : none;
}

bool ParameterReader::given(const std::string& key) {
    asked_.insert(key);
    return object_.contains(key);
}

void ParameterReader::refuse_unknown() const {
    for (const auto& item : object_.items()) {
        const std::string& key = item.key();
        if (asked_.count(key) > 0) continue;
        const auto nearest = std::min_element(asked_.begin(), asked_.end(), [&](const auto& a, const auto& b) {
            return edit_distance(key, a) < edit_distance(key, b);
        });
        fail(key, "is not known; the nearest that is: \"" + section_ + *nearest + "\"");
    }
}

}  // namespace ntk::flow
