#include "pipeline/commands/table.hpp"

#include <iostream>

#include "pipeline/files.hpp"

namespace ntk {

void add_table_options(CLI::App& command, CsvOptions& options) {
    command.add_flag("--drop-missing", options.drop_missing,
                     "Leave out rows that miss a value, instead of refusing them");
    command.add_flag("--one-hot", options.one_hot,
                     "Make a text column one column of 0 and 1 for each of its texts, instead of refusing it");
    command.add_option("--without", options.without, "Columns to leave out, whatever is in them")->delimiter(',');
}

Table read_table(const std::string& path, const CsvOptions& options) {
    Table table = parse_csv(read_file(path), path, options);
    for (const std::string& note : table.notes) std::cerr << "ntk: note: " << path << ": " << note << "\n";
    return table;
}

}  // namespace ntk
