#include "pipeline/manifest.hpp"

#include <bit>
#include <cstring>
#include <stdexcept>

#include "pipeline/files.hpp"

namespace ntk {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "values are stored as they lie in memory");

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
    throw std::runtime_error(file.string() + ":1: " + what + "; make it again with ntk reproduce --write-expected");
}

}  // namespace

Manifest make_manifest(const std::string& profile, const Work& work, const RunReport& report) {
    Manifest manifest{profile, work.studies, {}};
    for (std::size_t i = 0; i < work.stages.size(); ++i)
        manifest.artifacts[work.stages[i].name] = report.results[i].hash;
    return manifest;
}

std::string manifest_text(const Manifest& manifest) {
    return json{{"profile", manifest.profile}, {"studies", manifest.studies}, {"artifacts", manifest.artifacts}}.dump(
        2);
}

Manifest read_manifest(const std::filesystem::path& file) {
    const json parsed = json::parse(read_file(file), nullptr, false);
    try {
        return {parsed.at("profile").get<std::string>(), parsed.at("studies"),
                parsed.at("artifacts").get<std::map<std::string, std::string>>()};
    } catch (const json::exception&) {
        refuse(file, "this is no manifest");
    }
}

std::string values_text(const Work& work, const RunReport& report) {
    json index = json::array();
    std::string values;
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
        const Artifact& artifact = report.artifacts.at(i);
        json shapes = json::object();
        for (const auto& [name, array] : artifact.arrays) {
            shapes[name] = json(std::vector<std::size_t>(array.shape().begin(), array.shape().end()));
            values.append(reinterpret_cast<const char*>(array.data()), sizeof(double) * array.size());
        }
        index.push_back({{"stage", work.stages[i].name}, {"arrays", shapes}, {"labels", artifact.labels}});
    }
    return index.dump() + "\n" + values;
}

std::map<std::string, Artifact> read_values(const std::filesystem::path& file) {
    std::map<std::string, Artifact> artifacts;
    if (!std::filesystem::exists(file)) return artifacts;
    const std::string text = read_file(file);
    const std::size_t line = std::min(text.find('\n'), text.size());
    const json index = json::parse(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(line), nullptr, false);
    std::size_t at = line + 1;
    try {
        for (const json& entry : index) {
            Artifact& artifact = artifacts[entry.at("stage").get<std::string>()];
            entry.at("labels").get_to(artifact.labels);
            for (const auto& [name, shape] : entry.at("arrays").items()) {
                const auto extents = shape.get<std::vector<std::size_t>>();
                const std::optional<std::size_t> values = believable_size(extents);
                if (!values || at > text.size() || sizeof(double) * *values > text.size() - at)
                    refuse(file, "the file is cut short");
                xt::xarray<double>& array = artifact.arrays[name];
                array = xt::xarray<double>::from_shape(extents);
                std::memcpy(array.data(), text.data() + at, sizeof(double) * *values);
                at += sizeof(double) * *values;
            }
        }
    } catch (const json::exception&) {
        refuse(file, "this is no file of values");
    }
    return artifacts;
}

}  // namespace ntk
