#include "pipeline/manifest.hpp"

#include <stdexcept>
#include <utility>

#include "core/error/error.hpp"
#include "core/flow/values.hpp"
#include "pipeline/files.hpp"

namespace ntk::pipeline {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::filesystem::path& file, Facts facts) {
    facts.file = file.string();
    facts.line = 1;
    facts.remedies = {{"make it again with ntk reproduce --write-expected"}};
    throw Error(std::move(facts));
}

}  // namespace

Manifest make_manifest(const std::string& profile, const Work& work, const RunReport& report) {
    Manifest manifest{profile, work.studies, {}, {}};
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
        const flow::Stage& stage = work.stages[i];
        manifest.artifacts[stage.name] = report.results[i].hash;
        if (stage.kind == flow::Kind::figure) manifest.figures[stage.label] = {{stage.name}, stage.study};
        if (stage.kind == flow::Kind::gaps) manifest.figures[flow::gaps_figure].stages.push_back(stage.name);
    }
    return manifest;
}

std::string manifest_text(const Manifest& manifest) {
    return json{{"profile", manifest.profile},
                {"studies", manifest.studies},
                {"artifacts", manifest.artifacts},
                {"figures", manifest.figures}}
        .dump(2);
}

Manifest read_manifest(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        throw Error({.file = file.string(),
                     .problem = "there is no such file, so nothing is expected of this profile",
                     .remedies = {{"name another", "profile"}, {"the folder of the expected manifests", "expected"}}});
    const json parsed = json::parse(read_file(file), nullptr, false);
    try {
        return {parsed.at("profile").get<std::string>(), parsed.at("studies").get<std::vector<json>>(),
                parsed.at("artifacts").get<std::map<std::string, std::string>>(),
                parsed.value("figures", std::map<std::string, Manifest::Figure>{})};
    } catch (const json::exception&) {
        refuse(file, {.problem = "this is no manifest"});
    }
}

std::string values_text(const Work& work, const RunReport& report) {
    std::vector<std::pair<std::string, const flow::Artifact*>> artifacts;
    for (std::size_t i = 0; i < work.stages.size(); ++i)
        artifacts.emplace_back(work.stages[i].name, &report.artifacts.at(i));
    return flow::values_text(artifacts);
}

std::map<std::string, flow::Artifact> read_values(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return {};
    const std::string text = read_file(file);
    try {
        return flow::parse_values(text);
    } catch (const std::runtime_error& error) {
        refuse(file, {.problem = error.what()});
    }
}

}  // namespace ntk::pipeline
