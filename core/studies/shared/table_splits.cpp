#include "core/studies/shared/table_splits.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/error/error.hpp"
#include "core/numeric/decimal.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {
namespace {

void check_targets(const data::Samples& samples, const std::vector<std::size_t>& rows, const data::Table& table,
                   const std::string& source, const std::string& split, const std::string& part, bool more_helps) {
    const Vector& y = samples.y;
    const double target = y(rows.front());
    if (std::any_of(rows.begin(), rows.end(), [&](std::size_t i) { return y(i) != target; })) return;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < y.size(); ++i)
        if (y(i) != target) others.push_back(table.lines[i]);
    throw Error({.file = source,
                 .line = table.array ? 1 : table.lines[rows.front()],
                 .problem = fmt::format(
                     "split {} draws {} rows to {} whose target is {} in every one; it is another only in {}", split,
                     rows.size(), part, numeric::shortest_decimal(target), data::places_text(others, table.array)),
                 .remedies = {{more_helps ? "take more rows to train on" : "take fewer rows to train on",
                               parameter::training_points.key},
                              {"another seed", parameter::seed.key},
                              {"another target", "target"}}});
}

}  // namespace

std::vector<TableSplit> splits_of_table(const std::vector<flow::Stage>& plan, std::size_t data, std::size_t rows) {
    std::vector<TableSplit> splits;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        const flow::Stage& stage = plan[i];
        if (stage.kind != flow::Kind::split || stage.inputs.empty() || stage.inputs.front().stage != data) continue;
        splits.push_back(
            {i, data::split_rows(rows, division_of(stage.parameters), stage.parameters.at("seed").get<std::uint64_t>(),
                                 stage.parameters.at("stream").get<std::string>())});
    }
    return splits;
}

void check_splits(const std::vector<flow::Stage>& plan, const std::vector<TableSplit>& splits,
                  const data::Samples& samples, const data::Table& table, const std::string& source) {
    std::set<std::size_t> tested;  // splits on whose test rows errors are told
    for (const flow::Stage& stage : plan)
        if (stage.function == "kernel-regression") tested.insert(stage.inputs.front().stage);
    for (const auto& [stage, rows] : splits) {
        const auto& draw = plan[stage].draw;
        const std::string number = draw ? std::to_string(*draw + 1) : "";
        check_targets(samples, rows.train, table, source, number, "train on", true);
        if (tested.count(stage) > 0) check_targets(samples, rows.test, table, source, number, "test on", false);
    }
}

std::vector<std::string> constant_in_splits(const std::vector<TableSplit>& splits, const data::Samples& samples,
                                            const data::Table& table, const std::vector<std::size_t>& inputs) {
    std::map<std::size_t, std::size_t> found;  // column → splits
    const std::vector<std::size_t> everywhere = data::constant_columns(samples.x);
    for (const TableSplit& split : splits)
        for (const std::size_t column : data::constant_columns(samples.x, split.rows.train))
            if (std::count(everywhere.begin(), everywhere.end(), column) == 0) ++found[column];
    std::vector<std::string> notes;
    for (const auto& [column, count] : found)
        notes.push_back(
            fmt::format("column {} has one value in all rows to train on of {} of {} splits: it is left out "
                        "there, as nothing can be learnt of its other values",
                        shown(table.columns[inputs[column]]), count, splits.size()));
    return notes;
}

}  // namespace ntk::studies::shared
