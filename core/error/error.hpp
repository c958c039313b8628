// Errors that carry their facts, so that each host (the command, the page) says them in its own words and nobody has to
// read them out of a text. They are for what a user gives (parameters, options, tables) and for what comes of it. What
// only a mistake in the program can bring about is a std::invalid_argument.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ntk {

/// What to do about an error.
struct Remedy {
    std::string what;      // "drop these rows"
    std::string key = {};  // the parameter or option that does it, where one does: "drop_missing"
};

/// All that is known of an error; what is not known stays empty.
struct Facts {
    std::string file = {};     // that it is about: a study file, a table
    std::size_t line = 0;      // in the file, from 1; 0: not known
    std::string key = {};      // a parameter by its path in the study file, "theory.steps", or an option
    std::string column = {};   // of the table, its name
    std::string value = {};    // what was given
    std::string limit = {};    // what may be given: "a whole number from 1 to 100"
    std::string problem = {};  // said of the key or column, if there is one: "is missing"; empty: it is the limit
    std::vector<Remedy> remedies = {};  // any of them helps
    std::string stage = {};             // the stage of a study in which it arose
};

class Error : public std::runtime_error {
public:
    explicit Error(Facts facts);
    const Facts& facts() const noexcept { return facts_; }

private:
    Facts facts_;
};

/// What a host calls a parameter or an option.
using Naming = std::function<std::string(const std::string& key)>;

/// A key as a study file's: parameter "KEY".
std::string parameter_name(const std::string& key);

/// One line that says the facts: "FILE:LINE: STAGE: what is wrong; what to do".
std::string sentence(const Facts& facts, const Naming& name);

/// Calls f; where it throws an Error, `add` completes its facts.
template <class Function, class Add>
auto with_facts(Function f, Add add) {
    try {
        return f();
    } catch (const Error& error) {
        Facts facts = error.facts();
        add(facts);
        throw Error(std::move(facts));
    }
}

/// Whether a text is UTF-8.
bool is_utf8(std::string_view text);

/// A text as a terminal may be given it: in one line, a blank for each control character, U+FFFD (�) for each byte that
/// is not UTF-8.
std::string one_line(std::string_view text);

/// A user's text as a message shows it: at most so many bytes, and one line.
std::string shortened(std::string_view text, std::size_t most = 40);

/// The same in quotes.
std::string shown(std::string_view text);

}  // namespace ntk
