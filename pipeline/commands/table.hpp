// CSV files given to a command: how they are to be read, and what their reader should know.
#pragma once

#include <string>

#include "core/data/csv.hpp"
#include "pipeline/commands/commands.hpp"

namespace ntk {

/// --drop-missing, --one-hot and --without.
void add_table_options(CLI::App& command, CsvOptions& options);

/// Reads a CSV file; prints the table's notes on standard error. Throws as read_file and parse_csv do.
Table read_table(const std::string& path, const CsvOptions& options);

}  // namespace ntk
