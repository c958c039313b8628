#include "core/studies/shared/check_splits.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

#include <fmt/format.h>

#include "core/error/error.hpp"
#include "core/numeric/decimal.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {
namespace {

// "lines 7, 9, 30 and 5 more": the rows whose target is another.
std::string others(const Vector& y, double target, const std::vector<std::size_t>& lines) {
    constexpr std::size_t named = 3;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < y.size(); ++i)
        if (y(i) != target) found.push_back(lines[i]);
    std::sort(found.begin(), found.end());
    const std::vector<std::size_t> first(found.begin(),
                                         found.begin() + static_cast<std::ptrdiff_t>(std::min(named, found.size())));
    const std::string more = found.size() > named ? fmt::format(" and {} more", found.size() - named) : "";
    return fmt::format("{} {}{}", found.size() == 1 ? "line" : "lines", fmt::join(first, ", "), more);
}

void check_targets(const Vector& y, const std::vector<std::size_t>& rows, const std::vector<std::size_t>& lines,
                   const std::string& source, const std::string& split, const std::string& part, bool more_helps) {
    const double target = y(rows.front());
    if (std::any_of(rows.begin(), rows.end(), [&](std::size_t i) { return y(i) != target; })) return;
    const std::string key = parameter::training_points.key;
    throw Error(
        {.file = source,
         .line = lines[rows.front()],
         .problem = fmt::format("split {} draws {} rows to {} whose target is {} in every one; it is another only "
                                "in {}",
                                split, rows.size(), part, numeric::shortest_decimal(target), others(y, target, lines)),
         .remedies = {{more_helps ? "take more rows to train on" : "take fewer rows to train on", key},
                      {"another seed", parameter::seed.key},
                      {"another target", "target"}}});
}

}  // namespace

void check_splits(const std::vector<flow::Stage>& plan, std::size_t data, const data::Samples& table,
                  const std::vector<std::size_t>& lines, const std::string& source) {
    std::set<std::size_t> tested;  // splits on whose test rows errors are told
    for (const flow::Stage& stage : plan)
        if (stage.function == "kernel-regression") tested.insert(stage.inputs.front().stage);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        const flow::Stage& stage = plan[i];
        if (stage.kind != flow::Kind::split || stage.inputs.empty() || stage.inputs.front().stage != data) continue;
        const data::SplitRows split = data::split_rows(table.y.size(), division_of(stage.parameters),
                                                       stage.parameters.at("seed").get<std::uint64_t>(),
                                                       stage.parameters.at("stream").get<std::string>());
        const std::string number = stage.draw ? std::to_string(*stage.draw + 1) : "";
        check_targets(table.y, split.train, lines, source, number, "train on", true);
        if (tested.count(i) > 0) check_targets(table.y, split.test, lines, source, number, "test on", false);
    }
}

}  // namespace ntk::studies::shared
