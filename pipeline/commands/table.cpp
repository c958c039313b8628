#include "pipeline/commands/table.hpp"

#include <iostream>

#include "core/error/error.hpp"

namespace ntk::pipeline {

void print_note(const std::string& note) {
    std::cerr << "ntk: note: " << one_line(note) << "\n";
}

data::Table parse_and_note(const TableFile& file, const data::CsvOptions& options) {
    data::Table table = data::parse_table(file.bytes, file.name, options);
    for (const std::string& note : table.notes) print_note(file.name + ": " + note);
    return table;
}

}  // namespace ntk::pipeline
