// Runs a manifest's studies one stage after the other, without threads, store or OpenSSL, and writes each artifact to a
// file of its name: what other_build.sh and aarch64.sh compare with the manifest's hashes by sha256sum.
//
//   replay MANIFEST DATA OUT [STUDY …]     of these studies alone
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/studies/plan.hpp"
#include "core/studies/shared/stages.hpp"

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

ntk::flow::Artifact dataset(const json& source, const ntk::flow::Stage& stage, const fs::path& data) {
    const std::string task = stage.parameters.at("task");
    const fs::path file = data / fs::path(source.at(task).at("file").get<std::string>()).filename();
    std::vector<std::string> notes;
    return ntk::studies::stages::dataset(read(file), stage.parameters, task, notes);
}

void replay(const json& study, const fs::path& data, const fs::path& out) {
    std::vector<ntk::flow::Artifact> artifacts;
    for (const ntk::flow::Stage& stage : ntk::studies::make_plan(study)) {
        std::vector<const ntk::flow::Artifact*> inputs;
        for (const std::size_t i : stage.inputs) inputs.push_back(&artifacts[i]);
        artifacts.push_back(stage.function == "dataset" ? dataset(study.at("data"), stage, data)
                                                        : ntk::studies::run_stage(stage, inputs));
        fs::create_directories((out / stage.name).parent_path());
        std::ofstream(out / (stage.name + ".json"), std::ios::binary) << ntk::flow::to_json(artifacts.back());
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fprintf(stderr, "usage: replay STUDIES DATA OUT\n");
        return 2;
    }
    try {
        const json all = json::parse(read(arguments[1]));
        for (const json& study : all.at("studies")) replay(study, arguments[2], arguments[3]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "replay: %s\n", error.what());
        return 1;
    }
}
