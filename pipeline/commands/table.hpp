// CSV files given to a command.
#pragma once

#include <string>

#include "core/data/csv.hpp"

namespace ntk::pipeline {

/// Reads a CSV file; prints the table's notes on standard error. Throws as read_file and parse_csv do.
data::Table read_table(const std::string& path, const data::CsvOptions& options);

}  // namespace ntk::pipeline
