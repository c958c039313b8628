// What can be known of a table's splits before any work.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/data/table.hpp"
#include "core/data/tasks.hpp"
#include "core/flow/stage.hpp"

namespace ntk::studies::shared {

/// One split of a table in a plan.
struct TableSplit {
    std::size_t stage;     // its index in the plan
    data::SplitRows rows;  // of the table
};

/// Draws the rows of each split of a plan that takes the table of the stage `data`, which has so many rows.
std::vector<TableSplit> splits_of_table(const std::vector<flow::Stage>& plan, std::size_t data, std::size_t rows);

/// Throws an Error of the table's file and line where the targets of a split's training rows, or of its test rows, are
/// all equal: nothing could be learnt, or no error be normalised. `samples` are the table's.
void check_splits(const std::vector<flow::Stage>& plan, const std::vector<TableSplit>& splits,
                  const data::Samples& samples, const data::Table& table, const std::string& source);

/// Notes, a line each, of the inputs that are constant in the rows that some splits train on, and not in all rows.
/// `inputs` are their columns in the table.
std::vector<std::string> constant_in_splits(const std::vector<TableSplit>& splits, const data::Samples& samples,
                                            const data::Table& table, const std::vector<std::size_t>& inputs);

}  // namespace ntk::studies::shared
