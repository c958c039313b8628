#include "pipeline/results.hpp"

#include "core/error/error.hpp"
#include "core/judgement/rules.hpp"
#include "core/numeric/decimal.hpp"
#include "pipeline/files.hpp"
#include "pipeline/manifest.hpp"

namespace ntk::pipeline {

using flow::Kind;

std::vector<Verdict> verdicts(const Work& work, const RunReport& report) {
    std::vector<Verdict> all;
    for (const auto& [i, artifact] : report.artifacts) {
        if (work.stages[i].kind != Kind::claims) continue;
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
    nlohmann::json claims = nlohmann::json::array(), gaps = nlohmann::json::array();
    for (const auto& [name, value] : judgement::rules)
        numbers[std::string("rules.") + name] = numeric::shortest_decimal(value);
    for (const auto& [i, artifact] : report.artifacts) {
        const flow::Stage& stage = work.stages[i];
        if (!is_result(stage.kind)) continue;
        if (stage.kind == Kind::numbers) {
            const auto& names = artifact.labels.at("name");
            for (std::size_t row = 0; row < names.size(); ++row)
                numbers[stage.study + "." + names[row]] = artifact.labels.at("text").at(row);
            continue;
        }
        const std::string rows = flow::to_rows_json(artifact);
        if (stage.kind == Kind::known_results) {
            for (auto& row : nlohmann::json::parse(rows)) {
                row["study"] = stage.study;
                known_results.push_back(row);
            }
        } else if (stage.kind == Kind::claims || stage.kind == Kind::gaps) {
            nlohmann::json& all = stage.kind == Kind::claims ? claims : gaps;
            for (const auto& row : nlohmann::json::parse(rows)) all.push_back(row);
        } else {
            const std::string file = (stage.kind == Kind::figure ? "figures/" : "tables/") + stage.label + ".json";
            if (!files.emplace(file, rows).second)
                throw Error(
                    {.problem = "two studies of the profile have a " + file, .remedies = {{"give one another name"}}});
        }
    }
    files["numbers.json"] = numbers.dump(2);
    files["tables/known-results.json"] = known_results.dump();
    files["tables/claims.json"] = claims.dump();
    if (!gaps.empty()) files[std::string("figures/") + flow::gaps_figure + ".json"] = gaps.dump();
    files["manifest.json"] = manifest_text(make_manifest(profile, work, report));
    // What an earlier run of other studies has left must not pass for this one's.
    std::error_code error;
    for (const char* part : {"figures", "tables"})
        for (const auto& entry : std::filesystem::directory_iterator(folder / part, error)) {
            const std::string file = part + ("/" + entry.path().filename().string());
            if (entry.path().extension() == ".json" && files.count(file) == 0) std::filesystem::remove(entry, error);
        }
    for (const auto& [file, content] : files) write_if_changed(folder / file, content + "\n");
}

}  // namespace ntk::pipeline
