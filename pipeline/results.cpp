#include "pipeline/results.hpp"

#include <stdexcept>
#include <string_view>

#include "pipeline/files.hpp"
#include "pipeline/manifest.hpp"

namespace ntk {
namespace {

constexpr const char* numbers_file = "numbers.json";
constexpr const char* known_results_file = "tables/known-results.json";
constexpr const char* claims_file = "tables/claims.json";

// "depth/figures/gap" → "figures/gap.json", "depth/tables/closeness" → "tables/closeness.json"; to three files all
// studies add: "depth/numbers", "depth/known-results", "depth/tables/claims". "" for what is no result.
std::string result_file(const Stage& stage) {
    const std::string& name = stage.name;
    if (name.ends_with("/numbers")) return numbers_file;
    if (name.ends_with("/known-results")) return known_results_file;
    for (const std::string_view part : {"/figures/", "/tables/"}) {
        const std::size_t at = name.rfind(part);
        if (at != name.npos) return name.substr(at + 1) + ".json";
    }
    return "";
}

std::string study_of(const Stage& stage) {
    return stage.name.substr(0, stage.name.find('/'));
}

}  // namespace

bool is_result(const Stage& stage) {
    return !result_file(stage).empty();
}

std::vector<Verdict> verdicts(const Work& work, const RunReport& report) {
    std::vector<Verdict> all;
    for (const auto& [i, artifact] : report.artifacts) {
        if (result_file(work.stages[i]) != claims_file) continue;
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
    nlohmann::json numbers = nlohmann::json::object(), known_results = nlohmann::json::array();
    nlohmann::json claims = nlohmann::json::array();
    for (const auto& [i, artifact] : report.artifacts) {
        const Stage& stage = work.stages[i];
        const std::string file = result_file(stage);
        if (file == numbers_file) {
            const auto& names = artifact.labels.at("name");
            for (std::size_t row = 0; row < names.size(); ++row)
                numbers[study_of(stage) + "." + names[row]] = artifact.labels.at("text").at(row);
        } else if (file == known_results_file) {
            for (auto& row : nlohmann::json::parse(to_rows_json(artifact))) {
                row["study"] = study_of(stage);
                known_results.push_back(row);
            }
        } else if (file == claims_file) {
            for (const auto& row : nlohmann::json::parse(to_rows_json(artifact))) claims.push_back(row);
        } else if (!file.empty() && !files.emplace(file, to_rows_json(artifact)).second) {
            throw std::runtime_error("two studies of the profile have a " + file + "; give one another name");
        }
    }
    files[numbers_file] = numbers.dump(2);
    files[known_results_file] = known_results.dump();
    files[claims_file] = claims.dump();
    files["manifest.json"] = manifest_text(make_manifest(profile, work, report));
    for (const auto& [file, content] : files) write_if_changed(folder / file, content + "\n");
}

}  // namespace ntk
