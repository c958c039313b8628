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
             "a,b\n1,2.5\n-3,4e-2\n",                              // byte-order mark
             "\"a\",\"b\"\n\"1\",\"2.5\"\n\"-3\",0.04\n",          // quoted
             " a ,\tb\n 1 , 2.5\n-3, \"+4E-02\" \n",               // blanks
             "a;b\n1;2.5\n-3;4e-2\n",                              // semicolons
             "a;b\r\n1;2,5\r\n-3;\"0,04\"\r\n",                    // and decimal commas
             "a\tb\n1\t2.5\n -3\t 4e-2\n",                         // tabs
             "a,b\r1,2.5\r-3,4e-2\r",                              // CR alone
             "a,b\n\n1,2.5\n-3,4e-2\n\n  \n",                      // blank lines
             "sep=;\na;b\n1;2.5\n-3;4e-2\n",                       // Excel's line
             "\"sep=,\"\r\na,b\r\n1,2.5\r\n-3,4e-2\r\n",           // quoted
             "sep=|\na|b\n1|2,5\n-3|0,04\n",                       // another separator
             "SEP=\t\na\tb\n1\t2.5\n-3\t4e-2\n",                   //
             ",a,b\n0,1,2.5\n1,-3,4e-2\n",                         // pandas' index
             "\"\",\"a\",\"b\"\n\"x y\",1,2.5\n\"z\",-3,.04\n",    // R's row names
             "a,b,\n1,2.5,\n-3,4e-2,\n",                           // a comma at each end
             "\" a \",b\n\" 1\",\"2.5 \"\n\"\t-3\",\" 4e-2 \"\n",  // blanks inside quotes
             "a,b\n\u00a01,2.5\u202f\n-3,4e-2\n",                  // blanks of other widths
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

// In UTF-16, as Python's codecs write it: each character of these as two bytes or, beyond the first 65536, as four.
std::string utf16(const std::u16string& text, bool little, bool mark) {
    std::string bytes;
    for (const char16_t c : (mark ? u"\ufeff" : u"") + text) {
        const char low = static_cast<char>(c & 0xff), high = static_cast<char>(c >> 8);
        bytes += little ? std::string{low, high} : std::string{high, low};
    }
    return bytes;
}

BOOST_AUTO_TEST_CASE(utf16_and_windows_1252_are_read) {
    const std::u16string text = u"größe,日本,😀\r\n1,2.5,3\r\n4,5,6\r\n";
    for (const bool little : {true, false})
        for (const bool mark : {true, false}) {
            const Table table = parse_table(utf16(text, little, mark), "t.csv");
            BOOST_TEST(table.columns == (std::vector<std::string>{"größe", "日本", "😀"}),
                       boost::test_tools::per_element());
            BOOST_TEST(table.values(0, 1) == 2.5);
            BOOST_TEST(table.notes.empty());
        }
    fails(utf16(u"a,b\n1,\xd800x\n", true, true), "t.csv:1: ", "UTF-16");
    const Table table = parse_table(
        "gr\xf6\xdf"
        "e,\x80\n1,2\n3,4\n",
        "t.csv");
    BOOST_TEST(table.columns == (std::vector<std::string>{"größe", "€"}), boost::test_tools::per_element());
    BOOST_REQUIRE(table.notes.size() == 1u);
    BOOST_TEST(table.notes[0].find("Windows-1252") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(other_files_are_called_by_what_they_are) {
    const std::string zeros(20, '\0');
    for (const auto& [begin, what] :
         std::vector<std::pair<std::string, std::string>>{{"PK\x03\x04" + zeros + "xl/workbook.xml", "workbook"},
                                                          {"PK\x03\x04" + zeros + "a.npy", ".npz"},
                                                          {"PK\x03\x04" + zeros + "a.csv", "zip"},
                                                          {"PAR1" + zeros, "Parquet"},
                                                          {"%PDF-1.4\n", "PDF"},
                                                          {"%PDF-1.4\n\xff" + zeros, "PDF"},
                                                          {"\x89PNG\r\n\x1a\n" + zeros, "PNG"},
                                                          {"\x1f\x8b\x08" + zeros, "gzip"},
                                                          {"BZh91AY&SY\xff" + zeros, "bzip2"},
                                                          {"\x28\xb5\x2f\xfd" + zeros, "zstd"},
                                                          {"\x89HDF\r\n\x1a\n" + zeros, "HDF5"},
                                                          {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + zeros, "Excel"},
                                                          {"\n <!DOCTYPE html><html>\n", "web page"},
                                                          {"[{\"a\": 1}]\n", "JSON"},
                                                          {"a,b\n1," + zeros, "byte 0"}})
        fails(begin, "t.csv:", what);
    BOOST_TEST(parse_table("PAR1,b\n1,2\n", "t.csv").columns[0] == "PAR1");  // a column may be called so
}

BOOST_AUTO_TEST_CASE(a_first_column_without_a_name_is_left_out_with_a_note) {
    const Table table = parse_table(",a\n0,5\n1,7\n", "t.csv");
    BOOST_REQUIRE(table.notes.size() == 1u);
    BOOST_TEST(table.notes[0].find("first column has no name") != std::string::npos);
    BOOST_TEST(parse_table(",0,1\n0,5,6\n1,7,8\n", "t.csv").columns[1] == "1");  // pandas' own names
}

BOOST_AUTO_TEST_CASE(lines_are_the_files) {
    const Table table = parse_table("sep=,\na,b\n1,2\n\n3,\n\"4\n\",5\n6,7\n", "t.csv", {.drop_missing = true});
    BOOST_TEST(table.lines == (std::vector<std::size_t>{3, 6, 8}), boost::test_tools::per_element());
    fails("sep=;\na;b\n1;x\n", "t.csv:3: ", "\"x\"");
    fails("sep=a\na;b\n1;2\n", "t.csv:1: ", "separator");
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
    fails("a,,b\n1,,3\n", "t.csv:1: ", "column 2");
    fails("a,b\n1,2,3\n", "t.csv:2: ", "write.table");
    fails("a,b\n1,2\n3\n", "t.csv:3: ", "1 field and");
    fails("a,b\n1,2\n3,4,5\n", "t.csv:3: ", "3 fields and");
    fails("a;b\n1,5;2\n1.5;2\n", "t.csv:3: column \"a\"", "line 2");
    fails("a;b\n1.5;2\n1;2,5\n", "t.csv:3: column \"b\"", "line 2");
    fails("a;b\n1.234,5;2\n1;2\n", "t.csv:2: column \"a\"", "\"1.234,5\"");
    fails(
        "\xFF\xFE"
        "a,b",
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
    fails("a,b\n1,\"2\n", "t.csv:2: ", "quote");
    fails("a,b\n1,\"2\"3\n", "t.csv:2: ", "quote");
    fails("\"a\nb\",c\n1,2\n1,\"x\ny\"\n", "t.csv:4: column \"c\"", "\"x y\"");  // lines counted inside quotes
    fails("a\n" + std::string(39, 'x') + "äx\n", "t.csv:2: ", std::string(39, 'x') + "…");
}

BOOST_AUTO_TEST_CASE(rows_that_miss_a_value_are_named_or_dropped) {
    const std::string text = "a,b\n1,2\nNA,3\n4,\n5,6\n7,?\n";
    fails(text, "t.csv:3: column \"a\" has \"NA\"",
          "3 rows of 5 miss a value (lines 3, 4, 6; 2 of them in column \"b\")");
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
    BOOST_TEST(table.notes[0] == "3 rows of 5 dropped for a missing value (lines 3, 4, 6; 2 of them in column \"b\")");
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
    BOOST_TEST(table.notes.size() == 1u);
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

// A text column of which no code can be made says why, with and without one_hot.
BOOST_AUTO_TEST_CASE(ids_dates_and_disguised_numbers_are_no_code) {
    const auto column = [](std::vector<std::string> texts) {
        std::string text = "a,b\n";
        for (std::size_t i = 0; i < 12; ++i) text += std::to_string(i) + ",\"" + texts[i % texts.size()] + "\"\n";
        return text;
    };
    const auto refused = [&](std::vector<std::string> texts, const std::string& why) {
        for (const bool one_hot : {true, false})
            BOOST_CHECK_EXCEPTION(
                parse_table(column(texts), "t.csv", {.one_hot = one_hot}), ntk::Error, [&](const ntk::Error& error) {
                    BOOST_TEST_CONTEXT(texts[0]) {
                        BOOST_TEST(std::string(error.what()).find(why) != std::string::npos, error.what());
                    }
                    return true;
                });
    };
    std::vector<std::string> ids;
    for (int i = 0; i < 12; ++i) ids.push_back("s" + std::to_string(i));
    refused(ids, "names the rows");
    for (const char* date : {"2012-01-31", "31.1.2012", "1/31/12", "5 Jan 2012", "January 5, 2012", "2012-01", "10:30",
                             "2012-01-31T10:30:00Z", "2012-01-31 10:30"})
        refused({date, "2013-02-03"}, "a date");
    for (const char* number :
         {"1,500", "1 500.5", "1.500.000", "12 %", "$1.20", "1'000", "−3", "1e999", "inf", "(5.0)"})
        refused({number, "2,500"}, "not written as one");
    for (const char* name : {"usa", "20-30", "1.2.3", "T1", "may be", "3 cm", "A-12", "5-pack"})
        BOOST_TEST(parse_table(column({name, "other"}), "t.csv", {.one_hot = true}).columns.size() == 3u);
}

// The columns of a text column say of each other what they say: of the target none is left among the inputs, also where
// the table was coded before.
BOOST_AUTO_TEST_CASE(a_texts_column_as_the_target_takes_its_sisters_along) {
    const Table table = parse_table("a,y,b\n1,no,3\n2,yes,3.5\n4,yes,1\n5,may=be,1\n", "t.csv", {.one_hot = true});
    for (const Table& each : {table, parse_table(to_csv(table), "t.csv")})
        for (const char* target : {"y=yes", "y=no", "y=may=be"}) {
            const Samples samples = split_target(each, target, "t.csv");
            BOOST_REQUIRE(samples.x.shape(1) == 2u);
            BOOST_TEST(samples.x(3, 0) == 5);
            BOOST_TEST(samples.x(3, 1) == 1);
        }
    BOOST_TEST(split_target(table, "a", "t.csv").x.shape(1) == 4u);
    // Columns that are called so and are no code stay.
    BOOST_TEST(split_target(parse_table("y=1,y=2,b\n1,1,5\n0,1,6\n", "t.csv"), "y=1", "t.csv").x.shape(1) == 2u);
    // The target itself: what to take instead.
    for (const bool one_hot : {true, false})
        BOOST_CHECK_EXCEPTION(parse_table("a,y\n1,no\n2,yes\n", "t.csv", {.one_hot = one_hot, .target = "y"}),
                              ntk::Error, [](const ntk::Error& error) {
                                  return std::string(error.what()).find("\"y=yes\", 1 where") != std::string::npos;
                              });
}

BOOST_AUTO_TEST_CASE(gaps_are_no_numbers_where_they_may_be) {
    const Table table = parse_table("a,y\n1,2\n3,NA\n5,\n", "t.csv", {.only = {"y"}, .gaps = true});
    BOOST_REQUIRE(table.values.shape(0) == 3u);
    BOOST_TEST(table.values(0, 0) == 2);
    BOOST_TEST(std::isnan(table.values(1, 0)));
    const Table texts = parse_table("a,y\n1,p\n3,\n5,q\n", "t.csv", {.one_hot = true, .only = {"y"}, .gaps = true});
    BOOST_TEST(texts.values(2, 1) == 1);
    BOOST_TEST(std::isnan(texts.values(1, 1)));
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
