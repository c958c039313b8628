#include "core/flow/parameters.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/error/edit_distance.hpp"

namespace ntk::flow {
namespace {

// A std::size_t of 32 bits would not hold every whole number that may have been given.
bool is_whole_from(const nlohmann::json& value, std::size_t least, std::size_t most) {
    return (value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0)) &&
           value.get<std::uint64_t>() >= least && value.get<std::uint64_t>() <= most;
}

std::string range(std::size_t least, std::size_t most) {
    return fmt::format("from {} to {}", least, most);
}

std::string text_of(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

ParameterReader::ParameterReader(const nlohmann::json& object, std::string section)
    : object_(object), section_(std::move(section)) {
    if (!object.is_object())
        throw Error({.problem = "a study is a table of parameters", .remedies = {{"make it one"}}});
}

void ParameterReader::fail(const std::string& key, Facts facts) const {
    facts.key = section_ + key;
    throw Error(std::move(facts));
}

void ParameterReader::refuse(const std::string& key, const nlohmann::json& value, const std::string& limit) const {
    fail(key, {.value = text_of(value), .limit = limit});
}

const nlohmann::json& ParameterReader::at(const std::string& key) {
    asked_.insert(key);
    const auto found = object_.find(key);
    if (found == object_.end()) fail(key, {.problem = "is missing", .remedies = {{"give it"}}});
    return *found;
}

std::size_t ParameterReader::whole_number(const std::string& key, std::size_t least, std::size_t most) {
    const auto& value = at(key);
    if (!is_whole_from(value, least, most)) refuse(key, value, "a whole number " + range(least, most));
    return value.get<std::size_t>();
}

double ParameterReader::positive_number(const std::string& key) {
    const auto& value = at(key);
    if (!value.is_number() || !(value.get<double>() > 0.0) || !std::isfinite(value.get<double>()))
        refuse(key, value, "a number above 0");
    return value.get<double>();
}

std::string ParameterReader::text(const std::string& key) {
    const auto& value = at(key);
    if (!value.is_string()) refuse(key, value, "a text");
    return value.get<std::string>();
}

bool ParameterReader::truth(const std::string& key) {
    const auto& value = at(key);
    if (!value.is_boolean()) refuse(key, value, "true or false");
    return value.get<bool>();
}

void ParameterReader::check_choice(const std::string& key, const std::vector<std::string>& choices) {
    const auto& value = at(key);
    if (!value.is_string() || std::find(choices.begin(), choices.end(), value.get<std::string>()) == choices.end())
        refuse(key, value, fmt::format("one of \"{}\"", fmt::join(choices, "\", \"")));
}

std::vector<std::string> ParameterReader::texts(const std::string& key) {
    const auto& value = at(key);
    std::vector<std::string> result;
    if (!value.is_array() || value.empty()) refuse(key, value, "a list of texts");
    for (const auto& entry : value) {
        if (!entry.is_string()) refuse(key, value, "a list of texts");
        if (std::find(result.begin(), result.end(), entry.get<std::string>()) != result.end())
            fail(key, {.value = text_of(entry), .problem = "names " + shown(entry.get<std::string>()) + " twice"});
        result.push_back(entry.get<std::string>());
    }
    return result;
}

std::vector<double> ParameterReader::numbers(const std::string& key, std::size_t most) {
    const auto& value = at(key);
    const std::string limit = "a list of numbers, " + range(1, most) + " of them";
    std::vector<double> result;
    if (!value.is_array() || value.empty() || value.size() > most) refuse(key, value, limit);
    for (const auto& entry : value) {
        if (!entry.is_number() || !std::isfinite(entry.get<double>())) refuse(key, value, limit);
        result.push_back(entry.get<double>());
    }
    return result;
}

std::vector<std::size_t> ParameterReader::increasing(const std::string& key, std::size_t least, std::size_t most) {
    const auto& value = at(key);
    const std::string limit = "a list of increasing whole numbers " + range(least, most);
    std::vector<std::size_t> result;
    if (!value.is_array() || value.empty()) refuse(key, value, limit);
    for (const auto& entry : value) {
        if (!is_whole_from(entry, least, most)) refuse(key, value, limit);
        if (!result.empty() && entry.get<std::size_t>() <= result.back()) refuse(key, value, limit);
        result.push_back(entry.get<std::size_t>());
    }
    return result;
}

const nlohmann::json& ParameterReader::section(const std::string& key) {
    const auto& value = at(key);
    if (!value.is_object()) refuse(key, value, "a section");
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
        fail(key, {.problem = "is not known", .remedies = {{"take the nearest that is", section_ + *nearest}}});
    }
}

}  // namespace ntk::flow
