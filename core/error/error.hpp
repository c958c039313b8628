// Errors that carry their facts. Each host (the command, the page) says the facts in its own words, and nobody has to
// read them out of a text. An Error is for what a user gives (parameters, options, tables) and for what follows from
// it. Where only a mistake in the program can be the cause, std::invalid_argument is thrown.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ntk {

/// Something that a user can do about an error.
struct Remedy {
    std::string what;      // "drop these rows"
    std::string key = {};  // the parameter or option that does it, where one does: "drop_missing"
};

/// Everything that is known of an error. What is not known, or does not apply, stays empty.
struct Facts {
    std::string file = {};    // the file that is wrong: a study file, a table
    std::size_t line = 0;     // the line in that file, counted from 1; 0 where it is not known
    std::string key = {};     // the parameter, by its path in the study file ("theory.steps"), or the option
    std::string column = {};  // the name of the table's column
    std::string value = {};   // what was given
    std::string limit = {};   // what may be given: "a whole number from 1 to 100"
    /// What is wrong, said of the key or the column if there is one: "is missing". Empty where the limit says it.
    std::string problem = {};
    std::vector<Remedy> remedies = {};  // any one of them helps
    std::string stage = {};             // the stage of a study in which the error arose
};

class Error : public std::runtime_error {
public:
    explicit Error(Facts facts);
    const Facts& facts() const noexcept { return facts_; }

private:
    Facts facts_;
};

/// How a host names a parameter or an option to its users.
using Naming = std::function<std::string(const std::string& key)>;

/// The Naming of study files: parameter "KEY".
std::string parameter_name(const std::string& key);

/// The facts in one line: "FILE:LINE: STAGE: what is wrong; what to do".
std::string sentence(const Facts& facts, const Naming& name);

/// Calls f and returns what it returns. Where f throws an Error, `add` may complete its facts before they are thrown
/// on.
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

/// A text as a terminal may be given it: in one line, with a blank for each control character and U+FFFD (�) for each
/// byte that is not UTF-8.
std::string one_line(std::string_view text);

/// A user's text as messages show it: on one line, and cut to at most `most` bytes.
std::string shortened(std::string_view text, std::size_t most = 40);

/// The text as `shortened` gives it, in quotes.
std::string shown(std::string_view text);

}  // namespace ntk
