// Tables given to a command.
#pragma once

#include <string>

#include "core/data/table.hpp"
#include "pipeline/table_file.hpp"

namespace ntk::pipeline {

/// The table of a file; prints its notes on standard error. Throws as parse_table does.
data::Table parse_and_note(const TableFile& file, const data::CsvOptions& options);

/// A line on standard error.
void print_note(const std::string& note);

}  // namespace ntk::pipeline
