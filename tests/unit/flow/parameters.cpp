// A parameter that is missing, of the wrong type, out of range or unknown is refused. The error says its path, what was
// given and what may be given.
#include "core/flow/parameters.hpp"

#include <boost/test/unit_test.hpp>

namespace {

enum class Colour { red, green, blue };
NLOHMANN_JSON_SERIALIZE_ENUM(Colour, {{Colour::red, "red"}, {Colour::green, "green"}, {Colour::blue, "blue"}})

constexpr ntk::flow::WholeNumber steps{"steps", "how many", 1, 9};

template <class Read>
ntk::Facts refusal(const char* object, Read read) {
    const nlohmann::json given = nlohmann::json::parse(object);
    ntk::flow::ParameterReader reader(given, "theory.");
    try {
        read(reader);
    } catch (const ntk::Error& error) {
        return error.facts();
    }
    return {};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_number_out_of_its_range_is_told_with_the_range) {
    const auto read = [](ntk::flow::ParameterReader& reader) { reader.whole_number(steps); };
    BOOST_TEST(refusal(R"({"steps": 9})", read).key == "");
    const ntk::Facts facts = refusal(R"({"steps": 10})", read);
    BOOST_TEST(facts.key == "theory.steps");
    BOOST_TEST(facts.value == "10");
    BOOST_TEST(facts.limit == "a whole number from 1 to 9");
    BOOST_TEST(refusal(R"({"steps": "many"})", read).value == "\"many\"");
    BOOST_TEST(refusal(R"({})", read).problem == "is missing");
}

BOOST_AUTO_TEST_CASE(a_member_of_an_enumeration_is_read_by_its_name) {
    const nlohmann::json given = {{"colour", "blue"}};
    ntk::flow::ParameterReader reader(given, "");
    BOOST_CHECK(reader.choice<Colour>("colour") == Colour::blue);
    BOOST_CHECK(reader.choice<Colour>("other") == Colour::red);  // the first where the key is missing
    const auto read = [](ntk::flow::ParameterReader& r) { r.choice<Colour>("colour"); };
    for (const char* wrong : {R"({"colour": "pink"})", R"({"colour": 2})", R"({"colour": null})"}) {
        BOOST_TEST(refusal(wrong, read).key == "theory.colour");
        BOOST_TEST(refusal(wrong, read).limit == "one of \"red\", \"green\", \"blue\"");
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_told_with_the_nearest_known) {
    const ntk::Facts facts = refusal(R"({"steps": 1, "stepz": 1})", [](ntk::flow::ParameterReader& reader) {
        reader.whole_number(steps);
        reader.given("rate");
        reader.refuse_unknown();
    });
    BOOST_TEST(facts.key == "theory.stepz");
    BOOST_TEST(facts.remedies.at(0).key == "theory.steps");
}
