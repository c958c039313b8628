// Arrays in numpy's form. That all of numpy's types and orders are read as numpy reads them is tests/scripts/npy.sh's
// to show, with numpy; here are the files that are refused, and one written by hand from the form's description.
#include "core/data/table.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace ntk::data;

std::string npy(const std::string& dictionary, const std::string& data, char version = 1) {
    std::string header = dictionary + "\n", text = std::string("\x93NUMPY") + version + '\0';
    text += static_cast<char>(header.size());
    text += std::string(version == 1 ? 1 : 3, '\0');
    return text + header + data;
}

std::string described(const std::string& type, const std::string& shape, const std::string& order = "False") {
    return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
}

void fails(const std::string& bytes, const std::string& mention) {
    BOOST_TEST_CONTEXT(mention) {
        BOOST_CHECK_EXCEPTION(parse_table(bytes, "x.npy"), ntk::Error, [&](const ntk::Error& error) {
            const std::string what = error.what();
            BOOST_TEST(what.find("x.npy:1: ") == 0u, what);
            BOOST_TEST(what.find(mention) != what.npos, what);
            BOOST_TEST(what.find("; ") != what.npos, what);
            return true;
        });
    }
}

BOOST_AUTO_TEST_SUITE(npy_files)

BOOST_AUTO_TEST_CASE(an_array_has_columns_called_by_their_indices) {
    const std::string data("\x01\x00\x02\x00\x03\x00\xff\xff\x05\x00\x06\x00", 12);  // 1 2 3 −1 5 6
    for (const char version : {'\1', '\2', '\3'}) {
        const Table table = parse_table(npy(described("<i2", "(2, 3)"), data, version), "x.npy");
        BOOST_TEST(table.columns == (std::vector<std::string>{"0", "1", "2"}), boost::test_tools::per_element());
        BOOST_TEST((table.values == ntk::Matrix{{1, 2, 3}, {-1, 5, 6}}));
    }
    const Table fortran = parse_table(npy(described("<i2", "(2, 3)", "True"), data), "x.npy");
    BOOST_TEST((fortran.values == ntk::Matrix{{1, 3, 5}, {2, -1, 6}}));
    BOOST_TEST((parse_table(npy(described("<i2", "(6,)"), data), "x.npy").values(3, 0) == -1));
    BOOST_TEST((parse_table(npy(described(">u2", "(6L, 1L)"), data), "x.npy").values(1, 0) == 512));
}

BOOST_AUTO_TEST_CASE(what_is_no_table_of_numbers_is_refused) {
    const std::string eight(8, '\0');
    fails(npy(described("|O", "(1,)"), eight), "objects");
    fails(npy(described("<U2", "(1,)"), eight), "texts");
    fails(npy(described("<c8", "(1,)"), eight), "complex");
    fails(npy(described("<M8[D]", "(1,)"), eight), "dates");
    fails(npy(described("<f16", "(1,)"), eight + eight), "64 bits");
    fails(npy(described("|V4", "(2,)"), eight), "\"|V4\"");
    fails(npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", eight), "records");
    fails(npy(described("<f8", "()"), eight), "0 dimensions");
    fails(npy(described("<f8", "(1, 1, 1)"), eight), "3 dimensions");
    fails(npy(described("<f8", "(0, 3)"), ""), "0 rows");
    fails(npy(described("<f8", "(3, 0)"), ""), "0 columns");
    fails(npy(described("<f8", "(2,)"), eight), "cut off");
    fails(npy(described("<f8", "(4611686018427387904, 4)"), eight), "cut off");
    fails(npy(described("<f8", "(99999999999999999999, 4)"), eight), "shape");
    fails(npy(described("<f8", "(-1, 4)"), eight), "shape");
    fails(npy("{}", eight), "descr");
    fails(std::string("\x93NUMPY\1\0\xff\xff{", 11), "cut off");
    fails(npy(described("<f8", "(1,)"), eight, 9), "version 9");
    fails(npy(described("<f4", "(2,)"), std::string("\0\0\x80\x7f\0\0\0\0", 8)), "row 0");            // ∞
    fails(npy(described("<f4", "(2,)"), std::string("\0\0\0\0\0\0\xc0\x7f", 8)), "(row 1, from 0)");  // NaN
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
