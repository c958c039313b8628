// An error's facts are kept as they were given, and each host can say them in one line in its own words.
#include "core/error/error.hpp"
#include "core/error/edit_distance.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using ntk::Error;
using ntk::Facts;

std::string said(Facts facts) {
    return Error(std::move(facts)).what();
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_error_says_place_subject_limit_and_remedy) {
    BOOST_TEST(said({.file = "s.toml", .line = 6, .key = "theory.steps", .value = "0", .limit = "a number above 0"}) ==
               "s.toml:6: parameter \"theory.steps\" must be a number above 0, not 0; correct it");
    BOOST_TEST(said({.file = "t.csv",
                     .line = 9,
                     .column = "age",
                     .problem = "has no number",
                     .remedies = {{"give one"}, {"drop the row", "drop_missing"}}}) ==
               "t.csv:9: column \"age\" has no number; give one, or drop the row (parameter \"drop_missing\")");
    BOOST_TEST(said({.problem = "nothing is left", .stage = "depth/x/split=0"}) == "depth/x/split=0: nothing is left");
}

BOOST_AUTO_TEST_CASE(a_host_calls_keys_by_its_own_names) {
    const Facts facts{.key = "width", .limit = "small", .remedies = {{"lower it"}, {"fewer starts", "starts"}}};
    BOOST_TEST(sentence(facts, [](const std::string& key) { return "--" + key; }) ==
               "--width must be small; lower it, or fewer starts (--starts)");
}

BOOST_AUTO_TEST_CASE(facts_are_completed_on_the_way) {
    const auto fails = [] { throw Error({.key = "steps", .problem = "is missing"}); };
    BOOST_CHECK_EXCEPTION(ntk::with_facts(fails, [](Facts& facts) { facts.line = 3; }), Error,
                          [](const Error& error) { return error.facts().key == "steps" && error.facts().line == 3; });
}

BOOST_AUTO_TEST_CASE(a_message_is_one_line_and_short_whatever_a_user_gives) {
    const std::string message = said({.key = std::string(5000, 'k'), .value = std::string(5000, 'v'), .limit = "less"});
    BOOST_TEST(message.size() < 400u);
    BOOST_TEST(said({.key = "a\nb", .problem = "is\r\x7f wrong"}).find_first_of("\n\r\x7f") == std::string::npos);
    BOOST_TEST(ntk::shortened("ääää", 3) == "ä…");  // not inside a character
    // What a terminal would obey: escape, C1's control sequence, a mark that turns the direction; and what is no text.
    BOOST_TEST(ntk::one_line("a\x1b[2J\u009bm\u202Eb") == "a [2J m b");
    BOOST_TEST(ntk::one_line("\xc0\xaf|\xff|\xed\xa0\x80|\xf5") == "\uFFFD\uFFFD|\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD");
    BOOST_TEST(ntk::one_line("é€😀…") == "é€😀…");
}

BOOST_AUTO_TEST_CASE(a_word_is_as_far_from_another_as_it_takes_changes) {
    const auto both = [](const char* a, const char* b) {
        BOOST_TEST(ntk::edit_distance(a, b) == ntk::edit_distance(b, a));
        return ntk::edit_distance(a, b);
    };
    BOOST_TEST(both("", "abc") == 3u);
    BOOST_TEST(both("kernel", "kernel") == 0u);
    BOOST_TEST(both("kernal", "kernel") == 1u);
    BOOST_TEST(both("kitten", "sitting") == 3u);
    BOOST_TEST(both("--otu", "--out") == 1u);  // neighbours swapped
    BOOST_TEST(both("abcd", "badc") == 2u);
    BOOST_TEST(both("ca", "abc") == 3u);  // nothing is changed within a swap
}
