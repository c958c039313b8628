#include "core/data/csv.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

namespace {

using namespace ntk;

void fails(const std::string& text, const std::string& start, const std::string& mention) {
    BOOST_TEST_CONTEXT("text: " << text) {
        BOOST_CHECK_EXCEPTION(parse_csv(text, "t.csv"), CsvError, [&](const CsvError& error) {
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
         }) {
        BOOST_TEST_CONTEXT("text: " << text) {
            const Table table = parse_csv(text, "t.csv");
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
    const Table table = parse_csv("\"a,\"\"b\"\"\nc\",d\n1,2\n", "t.csv");
    BOOST_TEST(table.columns[0] == "a,\"b\"\nc");
    BOOST_TEST(table.columns[1] == "d");
}

BOOST_AUTO_TEST_CASE(numbers_read_to_the_nearest_double) {
    const Table table = parse_csv("x\n0.1\n-0\n4.9e-324\n1.7976931348623157e308\n9007199254740993\n", "t.csv");
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
    fails("a,b\n1,2\n\n3,4\n", "t.csv:3: ", "blank");
    fails("a,b\n1,2\n\n", "t.csv:3: ", "blank");
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

BOOST_AUTO_TEST_CASE(target_is_split_off) {
    const Table table = parse_csv("a,y,b\n1,2,3\n4,5,6\n", "t.csv");
    const TaskTable task = split_target(table, "y", "t.csv");
    BOOST_TEST(task.x.shape(0) == 2u);
    BOOST_TEST(task.x.shape(1) == 2u);
    BOOST_TEST(task.x(0, 0) == 1);
    BOOST_TEST(task.x(0, 1) == 3);
    BOOST_TEST(task.x(1, 1) == 6);
    BOOST_TEST(task.y(0) == 2);
    BOOST_TEST(task.y(1) == 5);
    BOOST_CHECK_EXCEPTION(split_target(table, "z", "t.csv"), CsvError, [](const CsvError& error) {
        return std::string(error.what()) == "t.csv:1: there is no column \"z\"; the columns are: a, y, b";
    });
    BOOST_CHECK_THROW(split_target(parse_csv("y\n1\n", "t.csv"), "y", "t.csv"), CsvError);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
