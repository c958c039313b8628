// What can be known of a table's splits before any work.
#pragma once

#include <string>
#include <vector>

#include "core/data/tasks.hpp"
#include "core/flow/stage.hpp"

namespace ntk::studies::shared {

/// Draws the rows of each split of a plan that takes the table of the stage `data`, and throws an Error of the table's
/// file and line where the targets of a split's training rows, or of its test rows, are all equal: nothing could be
/// learnt, or no error be normalised. `lines`: of each row of the table, its line in the file.
void check_splits(const std::vector<flow::Stage>& plan, std::size_t data, const data::Samples& table,
                  const std::vector<std::size_t>& lines, const std::string& source);

}  // namespace ntk::studies::shared
