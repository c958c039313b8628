#include "pipeline/suggestion.hpp"

#include <cstddef>

#include "core/error/edit_distance.hpp"

namespace ntk::pipeline {

std::string suggestion(const std::string& word, const std::vector<std::string>& names) {
    std::size_t least = word.size() / 3 + 1;
    std::string nearest;
    for (const std::string& name : names)
        if (const std::size_t changes = edit_distance(word, name); changes < least) least = changes, nearest = name;
    return nearest.empty() ? "" : " (did you mean " + nearest + "?)";
}

}  // namespace ntk::pipeline
