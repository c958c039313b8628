// Writes a study as the text of a study file.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace ntk::flow {

/// The TOML that reads back to this study: numbers, texts and lists of them, in sections.
std::string study_text(const nlohmann::json& study);

}  // namespace ntk::flow
