#include "pipeline/shard.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/error/error.hpp"

namespace ntk::pipeline {
namespace {

// The piece of the plan that each stage belongs to. It is the piece that the middle of the stage's cost falls into.
std::vector<std::size_t> pieces(const std::vector<flow::Stage>& stages, std::size_t count) {
    double total = 0, before = 0;
    for (const flow::Stage& stage : stages) total += stage.cost;
    std::vector<std::size_t> piece;
    for (const flow::Stage& stage : stages) {
        const double share = total > 0 ? (before + stage.cost / 2) / total : 0;
        piece.push_back(std::min(static_cast<std::size_t>(share * static_cast<double>(count)), count - 1));
        before += stage.cost;
    }
    return piece;
}

// Marks a stage and everything that it needs in `needed`.
void need(const std::vector<flow::Stage>& stages, std::size_t i, std::vector<bool>& needed) {
    if (needed[i]) return;
    needed[i] = true;
    for (const flow::Input& input : stages[i].inputs) need(stages, input.stage, needed);
}

// Whether what a stage needs from other pieces costs no more than the stage itself.
bool stands_alone(const std::vector<flow::Stage>& stages, const std::vector<std::size_t>& piece, std::size_t i) {
    std::vector<bool> needed(i + 1);
    need(stages, i, needed);
    double elsewhere = 0;
    for (std::size_t j = 0; j < i; ++j)
        if (needed[j] && piece[j] != piece[i]) elsewhere += stages[j].cost;
    return elsewhere <= stages[i].cost;
}

}  // namespace

Shard parse_shard(const std::string& text) {
    Shard shard{0, 0};
    const char *begin = text.data(), *end = begin + text.size();
    const auto [slash, index_error] = std::from_chars(begin, end, shard.index);
    if (index_error == std::errc() && slash != end && *slash == '/') {
        const auto [rest, count_error] = std::from_chars(slash + 1, end, shard.count);
        if (count_error == std::errc() && rest == end && 1 <= shard.index && shard.index <= shard.count) return shard;
    }
    throw Error({.key = "shard", .value = shown(text), .limit = "I/N, 1/4 to 4/4 for example"});
}

Work part_of(const Work& work, const Shard& shard) {
    const std::vector<std::size_t> piece = pieces(work.stages, shard.count);
    std::vector<bool> needed(work.stages.size());
    for (std::size_t i = 0; i < work.stages.size(); ++i)
        if (piece[i] == shard.index - 1 && stands_alone(work.stages, piece, i)) need(work.stages, i, needed);

    Work part;
    part.studies = work.studies;
    std::vector<std::size_t> moved(work.stages.size());
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
        if (!needed[i]) continue;
        moved[i] = part.stages.size();
        part.stages.push_back(work.stages[i]);
        for (flow::Input& input : part.stages.back().inputs) input.stage = moved[input.stage];
        const auto dataset = work.datasets.find(i);
        if (dataset != work.datasets.end()) part.datasets.emplace(moved[i], dataset->second);
    }
    return part;
}

}  // namespace ntk::pipeline
