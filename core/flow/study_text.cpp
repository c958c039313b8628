#include "core/flow/study_text.hpp"

namespace ntk::flow {
namespace {

using nlohmann::json;

constexpr const char* bare_key = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// A text, a number or a list of those in JSON is TOML too. An object becomes a section; sections come last, because
// TOML takes whatever follows one as part of it.
std::string section_text(const json& section, const std::string& path) {
    std::string text, sections;
    for (const auto& [name, value] : section.items()) {
        const std::string key =
            name.find_first_not_of(bare_key) == name.npos && !name.empty() ? name : json(name).dump();
        if (!value.is_object()) {
            text += key + " = " + value.dump() + "\n";
            continue;
        }
        const std::string members = section_text(value, path + key + ".");
        sections += members.starts_with("\n[") ? members : "\n[" + path + key + "]\n" + members;
    }
    return text + sections;
}

}  // namespace

std::string study_text(const json& study) {
    return section_text(study, "");
}

}  // namespace ntk::flow
