#include "pipeline/commands/table.hpp"

#include <iostream>

#include "pipeline/files.hpp"

namespace ntk::pipeline {

data::Table read_table(const std::string& path, const data::CsvOptions& options) {
    data::Table table = data::parse_csv(read_file(path), path, options);
    for (const std::string& note : table.notes) std::cerr << "ntk: note: " << path << ": " << note << "\n";
    return table;
}

}  // namespace ntk::pipeline
