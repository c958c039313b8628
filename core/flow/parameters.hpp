// Reads a study's parameters. Every key is asked for once; a key that is unknown or of the wrong type is an error that
// names it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/error/error.hpp"

namespace ntk::flow {

/// Describes a parameter that is a whole number, or a list of increasing whole numbers.
struct WholeNumber {
    const char* key;
    const char* what;         // what it counts, for help texts
    std::size_t least, most;  // the range of each number, both ends included
};

/// The names of an enumeration's members, in order. NLOHMANN_JSON_SERIALIZE_ENUM must have named them, and they must
/// count up from 0. The end is found because that macro writes a value that is no member as the first one.
template <class Enum>
std::vector<std::string> names_of() {
    std::vector<std::string> names = {nlohmann::json(Enum{}).get<std::string>()};
    for (int i = 1;; ++i) {
        const auto name = nlohmann::json(static_cast<Enum>(i)).get<std::string>();
        if (name == names.front()) return names;
        names.push_back(name);
    }
}

class ParameterReader {
public:
    /// Reads from `object`. `section` begins keys in messages: "" at the top of the file, "theory." in a section.
    ParameterReader(const nlohmann::json& object, std::string section);

    // Each of these throws an Error of the key where it is missing, of the wrong type or out of range.
    std::size_t whole_number(const std::string& key, std::size_t least, std::size_t most);
    double positive_number(const std::string& key);
    std::string text(const std::string& key);
    bool truth(const std::string& key);
    std::vector<std::string> texts(const std::string& key);                 // at least one, all different
    std::vector<double> numbers(const std::string& key, std::size_t most);  // at least one, at most so many
    std::vector<std::size_t> increasing(const std::string& key, std::size_t least, std::size_t most);
    std::size_t whole_number(const WholeNumber& n) { return whole_number(n.key, n.least, n.most); }
    std::vector<std::size_t> increasing(const WholeNumber& n) { return increasing(n.key, n.least, n.most); }
    const nlohmann::json& section(const std::string& key);           // an object (in TOML, a table)
    const nlohmann::json& optional_section(const std::string& key);  // an empty object where the key is missing

    /// A member of an enumeration by its name (see names_of), or its first member where the key is missing.
    template <class Enum>
    Enum choice(const std::string& key) {
        if (!given(key)) return Enum{};
        check_choice(key, names_of<Enum>());
        return at(key).template get<Enum>();
    }

    /// Whether an optional key is there.
    bool given(const std::string& key);

    /// Call this last: it throws an Error for a key that nobody asked for, and suggests the most similar known one.
    void refuse_unknown() const;

private:
    const nlohmann::json& at(const std::string& key);
    void check_choice(const std::string& key, const std::vector<std::string>& choices);
    [[noreturn]] void fail(const std::string& key, Facts facts) const;
    [[noreturn]] void refuse(const std::string& key, const nlohmann::json& value, const std::string& limit) const;

    const nlohmann::json& object_;
    std::string section_;
    std::set<std::string> asked_;
};

}  // namespace ntk::flow
