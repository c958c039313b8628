// Runs a manifest's studies one stage after the other, without threads, store or OpenSSL, and writes each artifact to a
// file of its name. other_build.sh and aarch64.sh compare these with the manifest's hashes by sha256sum.
//
//   replay MANIFEST DATA OUT
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/studies/registry.hpp"

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(file.string() + ": cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

void replay(const json& study, const fs::path& data, const fs::path& out) {
    std::vector<ntk::flow::Artifact> artifacts;
    for (const ntk::flow::Stage& stage : ntk::studies::make_plan(study)) {
        ntk::flow::Inputs inputs;
        for (const auto& [role, index, from] : stage.inputs) inputs.add(role, index, artifacts.at(from));
        std::string table;
        if (stage.kind == ntk::flow::Kind::data) {
            const std::string task = stage.parameters.at("task");
            table = read(data / fs::path(study.at("data").at(task).at("file").get<std::string>()).filename());
            inputs.supply({table, task});
        }
        artifacts.push_back(ntk::studies::run_stage(stage, inputs));
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
