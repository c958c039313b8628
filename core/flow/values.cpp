#include "core/flow/values.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace ntk::flow {

using nlohmann::json;

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "values are stored as they lie in memory");

std::string values_text(const std::vector<std::pair<std::string, const Artifact*>>& artifacts) {
    json index = json::array();
    std::string values;
    for (const auto& [stage, artifact] : artifacts) {
        json shapes = json::object();
        for (const auto& [name, array] : artifact->arrays) {
            shapes[name] = json(std::vector<std::size_t>(array.shape().begin(), array.shape().end()));
            values.append(reinterpret_cast<const char*>(array.data()), sizeof(double) * array.size());
        }
        index.push_back({{"stage", stage}, {"arrays", shapes}, {"labels", artifact->labels}});
    }
    return index.dump() + "\n" + values;
}

std::map<std::string, Artifact> parse_values(std::string_view text) {
    std::map<std::string, Artifact> artifacts;
    const std::size_t line = std::min(text.find('\n'), text.size());
    const json index = json::parse(text.begin(), text.begin() + line, nullptr, false);
    std::size_t at = line + 1;
    try {
        for (const json& entry : index) {
            Artifact& artifact = artifacts[entry.at("stage").get<std::string>()];
            entry.at("labels").get_to(artifact.labels);
            for (const auto& [name, shape] : entry.at("arrays").items()) {
                const auto extents = shape.get<std::vector<std::size_t>>();
                const std::optional<std::size_t> size = believable_size(extents);
                if (!size || at > text.size() || sizeof(double) * *size > text.size() - at)
                    throw std::runtime_error("the values are cut short");
                xt::xarray<double>& array = artifact.arrays[name];
                array = xt::xarray<double>::from_shape(extents);
                std::memcpy(array.data(), text.data() + at, sizeof(double) * *size);
                at += sizeof(double) * *size;
            }
        }
    } catch (const json::exception&) {
        throw std::runtime_error("these are no values");
    }
    return artifacts;
}

}  // namespace ntk::flow
