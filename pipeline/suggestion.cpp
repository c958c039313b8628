#include "pipeline/suggestion.hpp"

#include <algorithm>
#include <cstddef>

namespace ntk::pipeline {
namespace {

// The optimal string alignment distance: Levenshtein's, where two neighbours swapped are one change.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

}  // namespace

std::string suggestion(const std::string& word, const std::vector<std::string>& names) {
    std::size_t least = word.size() / 3 + 1;
    std::string nearest;
    for (const std::string& name : names)
        if (const std::size_t changes = distance(word, name); changes < least) least = changes, nearest = name;
    return nearest.empty() ? "" : " (did you mean " + nearest + "?)";
}

}  // namespace ntk::pipeline
