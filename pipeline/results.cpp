#include "pipeline/results.hpp"

#include <stdexcept>

#include "pipeline/files.hpp"
#include "pipeline/manifest.hpp"

namespace ntk::pipeline {
namespace {

constexpr const char* numbers_file = "numbers.json";
constexpr const char* known_results_file = "tables/known-results.json";
constexpr const char* claims_file = "tables/claims.json";

// To these three files all studies add.
std::string result_file(const flow::Stage& stage) {
    return stage.result == "known-results" ? known_results_file : stage.result + ".json";
}

}  // namespace

bool is_result(const flow::Stage& stage) {
    return !stage.result.empty();
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
        const flow::Stage& stage = work.stages[i];
        if (!is_result(stage)) continue;
        const std::string file = result_file(stage);
        if (file == numbers_file) {
            const auto& names = artifact.labels.at("name");
            for (std::size_t row = 0; row < names.size(); ++row)
                numbers[stage.study + "." + names[row]] = artifact.labels.at("text").at(row);
        } else if (file == known_results_file) {
            for (auto& row : nlohmann::json::parse(flow::to_rows_json(artifact))) {
                row["study"] = stage.study;
                known_results.push_back(row);
            }
        } else if (file == claims_file) {
            for (const auto& row : nlohmann::json::parse(flow::to_rows_json(artifact))) claims.push_back(row);
        } else if (!files.emplace(file, flow::to_rows_json(artifact)).second) {
            throw std::runtime_error("two studies of the profile have a " + file + "; give one another name");
        }
    }
    files[numbers_file] = numbers.dump(2);
    files[known_results_file] = known_results.dump();
    files[claims_file] = claims.dump();
    files["manifest.json"] = manifest_text(make_manifest(profile, work, report));
    for (const auto& [file, content] : files) write_if_changed(folder / file, content + "\n");
}

}  // namespace ntk::pipeline
