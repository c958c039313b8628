#include "core/data/table.hpp"
#include "core/numeric/arrays.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

namespace {

using namespace ntk::data;

void fails(const std::string& text, const std::string& start, const std::string& mention) {
    BOOST_TEST_CONTEXT("text: " << text) {
        BOOST_CHECK_EXCEPTION(parse_table(text, "t.csv"), ntk::Error, [&](const ntk::Error& error) {
            const std::string what = error.what();
            BOOST_TEST(what.find(start) == 0u, what);
            BOOST_TEST(what.find(mention) != what.npos, what);
            BOOST_TEST(what.find("; ") != what.npos, what);  // says what to do
            BOOST_TEST(what.find_first_of("\n\r") == what.npos, what);
            return true;
        });
    }
}

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(reads_the_same_table_in_every_dialect) {
    for (const char* text : {
             "a,b\n1,2.5\n-3,4e-2\n",
             "a,b\n1,2.5\n-3,4e-2",          // no last newline
             "a,b\r\n1,2.5\r\n-3,4e-2\r\n",  // CRLF
             "a,b\r\n1,2.5\r\n-3,4e-2\r",    //
             "\xEF\xBB\xBF"
             "a,b\n1,2.5\n-3,4e-2\n",                      // byte-order mark
             "\"a\",\"b\"\n\"1\",\"2.5\"\n\"-3\",0.04\n",  // quoted
             " a ,\tb\n 1 , 2.5\n-3, \"+4E-02\" \n",       // blanks
             "a;b\n1;2.5\n-3;4e-2\n",                      // semicolons
             "a;b\r\n1;2,5\r\n-3;\"0,04\"\r\n",            // and decimal commas
             "a\tb\n1\t2.5\n -3\t 4e-2\n",                 // tabs
             "a,b\r1,2.5\r-3,4e-2\r",                      // CR alone
             "a,b\n\n1,2.5\n-3,4e-2\n\n  \n",              // blank lines
         }) {
        BOOST_TEST_CONTEXT("text: " << text) {
            const Table table = parse_table(text, "t.csv");
            BOOST_TEST(table.columns == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
            BOOST_REQUIRE(table.values.shape(0) == 2u);
            BOOST_REQUIRE(table.values.shape(1) == 2u);
            BOOST_TEST(table.values(0, 0) == 1);
            BOOST_TEST(table.values(0, 1) == 2.5);
            BOOST_TEST(table.values(1, 0) == -3);
            BOOST_TEST(table.values(1, 1) == 0.04);
        }
    }
}

BOOST_AUTO_TEST_CASE(quoted_names_keep_commas_quotes_and_newlines) {
    const Table table = parse_table("\"a,\"\"b\"\"\nc\",d\n1,2\n", "t.csv");
    BOOST_TEST(table.columns[0] == "a,\"b\"\nc");
    BOOST_TEST(table.columns[1] == "d");
}

BOOST_AUTO_TEST_CASE(numbers_read_to_the_nearest_double) {
    const Table table = parse_table("x\n0.1\n-0\n4.9e-324\n1.7976931348623157e308\n9007199254740993\n", "t.csv");
    BOOST_TEST(table.values(0, 0) == 0.1);
    BOOST_TEST(std::signbit(table.values(1, 0)));
    BOOST_TEST(table.values(2, 0) == 0x1p-1074);
    BOOST_TEST(table.values(3, 0) == 0x1.fffffffffffffp1023);
    BOOST_TEST(table.values(4, 0) == 9007199254740992.0);  // a tie goes to even
}

BOOST_AUTO_TEST_CASE(wrong_input_is_named_with_its_line) {
    fails("", "t.csv:1: ", "header");
    fails("\xEF\xBB\xBF", "t.csv:1: ", "header");
    fails("\n1,2\n", "t.csv:1: ", "header");
    fails("a,b\n", "t.csv:1: ", "no rows");
    fails("a,b", "t.csv:1: ", "no rows");
    fails("1,2\n3,4\n", "t.csv:1: ", "header row");
    fails("a,a\n1,2\n", "t.csv:1: ", "\"a\"");
    fails("a,\n1,2\n", "t.csv:1: ", "column 2");
    fails("a,b\n1,2\n3\n", "t.csv:3: ", "1 field and");
    fails("a,b\n1,2\n3,4,5\n", "t.csv:3: ", "3 fields and");
    fails("a;b\n1,5;2\n1.5;2\n", "t.csv:3: column \"a\"", "line 2");
    fails("a;b\n1.5;2\n1;2,5\n", "t.csv:3: column \"b\"", "line 2");
    fails("a;b\n1.234,5;2\n1;2\n", "t.csv:2: column \"a\"", "\"1.234,5\"");
    fails(
        "\xFF\xFE"
        "a,b\n",
        "t.csv:1: ", "UTF-16");
    fails("a,b\n1,two\n", "t.csv:2: column \"b\"", "\"two\"");
    fails("a,b\n1,\n", "t.csv:2: column \"b\"", "\"\"");
    fails("a\n1\n\n2\n", "t.csv:3: column \"a\"", "\"\"");
    fails("a,b\n1,2x\n", "t.csv:2: ", "\"2x\"");
    fails("a,b\n1,0x10\n", "t.csv:2: ", "\"0x10\"");
    fails("a,b\n1,1 2\n", "t.csv:2: ", "\"1 2\"");
    fails("a,b\nnan,1\n", "t.csv:2: column \"a\"", "\"nan\"");
    fails("a,b\n1,-inf\n", "t.csv:2: ", "\"-inf\"");
    fails("a,b\n1,1e999\n", "t.csv:2: ", "\"1e999\"");
    fails("a,b\n1,1e-999\n", "t.csv:2: ", "\"1e-999\"");
    fails("a,b\n1,\"2\n", "t.csv:2: ", "quote");
    fails("a,b\n1,\"2\"3\n", "t.csv:2: ", "quote");
    fails("\"a\nb\",c\n1,2\n1,\"x\ny\"\n", "t.csv:4: column \"c\"", "\"x y\"");  // lines counted inside quotes
    fails("a\n" + std::string(39, 'x') + "äx\n", "t.csv:2: ", std::string(39, 'x') + "…");
}

BOOST_AUTO_TEST_CASE(rows_that_miss_a_value_are_named_or_dropped) {
    const std::string text = "a,b\n1,2\nNA,3\n4,\n5,6\n7,?\n";
    fails(text, "t.csv:3: column \"a\" has \"NA\"", "3 rows of 5 miss a value (lines 3, 4, 6)");
    BOOST_CHECK_EXCEPTION(parse_table(text, "t.csv"), ntk::Error, [](const ntk::Error& error) {
        const ntk::Facts& facts = error.facts();
        return facts.file == "t.csv" && facts.line == 3 && facts.column == "a" && facts.value == "NA" &&
               facts.remedies.at(1).key == "drop_missing";
    });
    const Table table = parse_table(text, "t.csv", {.drop_missing = true});
    BOOST_REQUIRE(table.values.shape(0) == 2u);
    BOOST_TEST(table.values(1, 0) == 5);
    BOOST_TEST(table.values(1, 1) == 6);
    BOOST_REQUIRE(table.notes.size() == 1u);
    BOOST_TEST(table.notes[0] == "3 rows of 5 dropped for a missing value (lines 3, 4, 6)");
    BOOST_CHECK_THROW(parse_table("a,b\n1,\n,2\n", "t.csv", {.drop_missing = true}), ntk::Error);
    BOOST_TEST(parse_table("a\n1\n\n2\n\n", "t.csv", {.drop_missing = true}).values.shape(0) == 2u);
}

BOOST_AUTO_TEST_CASE(text_columns_are_refused_or_made_columns) {
    const std::string text = "a,origin,y\n1,usa,4\n2,japan,5\n3,\"usa\",6\n";
    fails(text, "t.csv:2: column \"origin\" has \"usa\"", "one_hot");
    const Table table = parse_table(text, "t.csv", {.one_hot = true});
    BOOST_TEST(table.columns == (std::vector<std::string>{"a", "origin=japan", "origin=usa", "y"}),
               boost::test_tools::per_element());
    const ntk::Matrix wanted = {{1, 0, 1, 4}, {2, 1, 0, 5}, {3, 0, 1, 6}};
    BOOST_TEST(table.values == wanted);
    BOOST_TEST(table.number_columns() == (std::vector<std::string>{"a", "y"}), boost::test_tools::per_element());
    BOOST_CHECK_THROW(split_target(table, "origin", "t.csv"), ntk::Error);

    // Another table, coded alike.
    const CsvOptions like{.one_hot = true, .like = &table};
    const Table other = parse_table("a,origin,y\n7,japan,8\n", "u.csv", like);
    BOOST_TEST(other.columns == table.columns, boost::test_tools::per_element());
    BOOST_TEST(other.values(0, 1) == 1);
    for (const char* unlike : {"a,origin,y\n7,france,8\n", "a,origin,y\n7,1,8\n", "a,origin,y\nx,usa,8\n"})
        BOOST_CHECK_THROW(parse_table(unlike, "u.csv", like), ntk::Error);

    // Numbers and texts in one column are a mistake, not a code; nor are a hundred and one texts.
    BOOST_CHECK_THROW(parse_table("a,b\n1,2\n1,x\n", "t.csv", {.one_hot = true}), ntk::Error);
    std::string many = "a,b\n";
    for (int i = 0; i < 101; ++i) many += "1,x" + std::to_string(i) + "\n";
    BOOST_CHECK_THROW(parse_table(many, "t.csv", {.one_hot = true}), ntk::Error);
}

BOOST_AUTO_TEST_CASE(constant_columns_and_repeated_rows_are_noted) {
    const Table table = parse_table("a,b\n1,2\n3,2\n1,2\n\n1,2\n", "t.csv");
    BOOST_REQUIRE(table.notes.size() == 2u);
    BOOST_TEST(table.notes[0] == "column \"b\" has 2 in every row and tells nothing");
    BOOST_TEST(table.notes[1] == "2 rows repeat an earlier one (lines 4, 6)");
    BOOST_TEST(parse_table("a,b\n1,2\n", "t.csv").notes.empty());
}

BOOST_AUTO_TEST_CASE(quoted_numbers_may_be_names) {
    BOOST_TEST(parse_table("\"2019\",\"2020\"\n1,2\n", "t.csv").columns[1] == "2020");
    BOOST_TEST(parse_table("2019,b\n1,2\n", "t.csv").columns[0] == "2019");
}

BOOST_AUTO_TEST_CASE(target_is_split_off) {
    const Table table = parse_table("a,y,b\n1,2,3\n4,5,6\n", "t.csv");
    const Samples task = split_target(table, "y", "t.csv");
    BOOST_TEST(task.x.shape(0) == 2u);
    BOOST_TEST(task.x.shape(1) == 2u);
    BOOST_TEST(task.x(0, 0) == 1);
    BOOST_TEST(task.x(0, 1) == 3);
    BOOST_TEST(task.x(1, 1) == 6);
    BOOST_TEST(task.y(0) == 2);
    BOOST_TEST(task.y(1) == 5);
    BOOST_CHECK_EXCEPTION(split_target(table, "z", "t.csv"), ntk::Error, [](const ntk::Error& error) {
        return std::string(error.what()) ==
               "t.csv:1: there is no column \"z\"; take one of its columns: a, y, b (parameter \"target\")";
    });
    BOOST_CHECK_THROW(split_target(parse_table("y\n1\n", "t.csv"), "y", "t.csv"), ntk::Error);
}

BOOST_AUTO_TEST_CASE(a_table_that_nothing_can_be_learnt_from_is_refused) {
    const Samples task = split_target(parse_table("a,y\n1,2\n4,2\n5,2\n", "t.csv"), "y", "t.csv");
    BOOST_CHECK_EXCEPTION(check_rows(task, 2, 1, "t.csv"), ntk::Error,
                          [](const ntk::Error& error) { return error.facts().remedies.at(0).key == "target"; });
    BOOST_CHECK_EXCEPTION(check_rows(task, 2, 2, "t.csv"), ntk::Error,
                          [](const ntk::Error& error) { return error.facts().limit == "at least 4 rows"; });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace

BOOST_AUTO_TEST_CASE(a_table_written_and_read_again_is_the_same) {
    const auto table = ntk::data::parse_table("\"a \"\"b\"\", c\",colour,y\n1e-320,red,0.1\n-0,blue,NA\n3,blue,7e22\n",
                                            "t.csv", {.drop_missing = true, .one_hot = true});
    const std::string text = ntk::data::to_csv(table);
    const auto again = ntk::data::parse_table(text, "t.csv");
    BOOST_TEST(again.columns == table.columns, boost::test_tools::per_element());
    BOOST_TEST((again.values == table.values));
    BOOST_TEST(ntk::data::to_csv(again) == text);
    BOOST_TEST(text.substr(0, text.find('\n')) == R"("a ""b"", c","colour=blue","colour=red","y")");
}
