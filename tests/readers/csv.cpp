// Reads any bytes as a CSV or .npy file. It must give a table of finite numbers, or one line that says where the file
// is wrong. The first byte sets the options.
#include <cmath>

#include "core/data/table.hpp"
#include "tests/readers/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(data + 1, data + size);
    const ntk::data::CsvOptions options{.drop_missing = (data[0] & 1) != 0, .one_hot = (data[0] & 2) != 0};
    expect_or_explain("file.csv", [&] {
        const ntk::data::Table table = ntk::data::parse_table(text, "file.csv", options);
        require(table.columns.size() == table.values.shape(1) && table.values.shape(0) > 0, "shape");
        for (const double value : table.values) require(std::isfinite(value), "finite");
        // Read again like itself, the table must be the same: columns of numbers stay so, and texts are coded alike.
        ntk::data::CsvOptions alike = options;
        alike.like = &table;
        const ntk::data::Table again = ntk::data::parse_table(text, "file.csv", alike);
        require(again.columns == table.columns && again.values == table.values, "alike");
        const ntk::data::Samples task = ntk::data::split_target(table, table.columns.back(), "file.csv");
        require(task.x.shape(0) == task.y.shape(0), "rows");
    });
    return 0;
}
