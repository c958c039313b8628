#include "pipeline/results.hpp"

#include <stdexcept>
#include <string_view>

#include "pipeline/files.hpp"
#include "pipeline/manifest.hpp"

namespace ntk {
namespace {

// "depth/figures/gap" → "figures/gap.json", "depth/numbers" → "numbers.json"; "" for what is no result.
std::string result_file(const Stage& stage) {
    const std::string& name = stage.name;
    for (const std::string_view part : {"/figures/", "/tables/"}) {
        const std::size_t at = name.rfind(part);
        if (at != name.npos) return name.substr(at + 1) + ".json";
    }
    return name.ends_with("/numbers") ? "numbers.json" : "";
}

}  // namespace

bool is_result(const Stage& stage) {
    return !result_file(stage).empty();
}

std::vector<Verdict> verdicts(const Work& work, const RunReport& report) {
    std::vector<Verdict> all;
    for (const auto& [i, artifact] : report.artifacts) {
        if (result_file(work.stages[i]) != "tables/claims.json") continue;
        const auto& labels = artifact.labels;
        for (std::size_t row = 0; row < labels.at("claim").size(); ++row)
            all.push_back({labels.at("claim")[row], labels.at("where").at(row), labels.at("verdict").at(row),
                           labels.at("detail").at(row)});
    }
    return all;
}

void export_results(const std::filesystem::path& folder, const std::string& profile, const Work& work,
                    const RunReport& report) {
    std::map<std::string, std::string> files;
    nlohmann::json numbers = nlohmann::json::object();
    const auto clash = [](const std::string& what) {
        throw std::runtime_error("two studies of the profile give different contents to " + what + "; rename one");
    };
    for (const auto& [i, artifact] : report.artifacts) {
        const std::string file = result_file(work.stages[i]);
        if (file.empty()) continue;
        if (file == "numbers.json") {
            const auto& names = artifact.labels.at("name");
            for (std::size_t row = 0; row < names.size(); ++row) {
                const std::string& text = artifact.labels.at("text").at(row);
                const auto [found, added] = numbers.emplace(names[row], text);
                if (!added && *found != text) clash("the number " + names[row]);
            }
        } else {
            std::string rows = to_rows_json(artifact);
            const auto [found, added] = files.emplace(file, rows);
            if (!added && found->second != rows) clash(file);
        }
    }
    files["numbers.json"] = numbers.dump(2);
    files["manifest.json"] = manifest_text(make_manifest(profile, work, report));
    for (const auto& [file, content] : files) write_if_changed(folder / file, content + "\n");
}

}  // namespace ntk
