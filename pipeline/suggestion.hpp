// What someone who mistyped a name may have meant.
#pragma once

#include <string>
#include <vector>

namespace ntk::pipeline {

/// " (did you mean NAME?)" with the name nearest to `word` (edit_distance); empty where more than a third of the word
/// would have to change.
std::string suggestion(const std::string& word, const std::vector<std::string>& names);

}  // namespace ntk::pipeline
