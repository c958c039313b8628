// Reading a study's parameters: every key is asked for once, an unknown or ill-typed one is an error that names it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace ntk::flow {

class ParameterReader {
public:
    /// `section` is "" for the top of the file or the section's name with a dot ("theory."), for messages.
    ParameterReader(const nlohmann::json& object, std::string section);

    // Each throws std::invalid_argument naming the key where it is missing, ill-typed or out of range.
    std::size_t whole_number(const std::string& key, std::size_t least, std::size_t most);
    double positive_number(const std::string& key);
    std::string text(const std::string& key);
    bool truth(const std::string& key);
    std::size_t choice(const std::string& key, const std::vector<std::string>& choices);  // its index among them
    std::vector<std::string> texts(const std::string& key);                               // at least one, all different
    std::vector<double> numbers(const std::string& key, std::size_t most);  // at least one, at most so many
    std::vector<std::size_t> increasing(const std::string& key, std::size_t least, std::size_t most);
    const nlohmann::json& section(const std::string& key);           // a table
    const nlohmann::json& optional_section(const std::string& key);  // an empty one if missing

    /// Whether a key that may be missing is there.
    bool given(const std::string& key);

    /// To be called last: throws for a key that nobody asked for, naming the nearest known one.
    void refuse_unknown() const;

private:
    const nlohmann::json& at(const std::string& key);
    [[noreturn]] void fail(const std::string& key, const std::string& what) const;

    const nlohmann::json& object_;
    std::string section_;
    std::set<std::string> asked_;
};

}  // namespace ntk::flow
