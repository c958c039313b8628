#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {

data::CsvOptions table_options(const nlohmann::json& parameters) {
    auto options = parameters.get<data::CsvOptions>();
    options.target = parameters.at("target");
    return options;
}

flow::Artifact dataset_of(const data::Samples& samples) {
    flow::Artifact artifact;
    artifact.arrays["x"] = samples.x;
    artifact.arrays["y"] = samples.y;
    return artifact;
}

flow::Artifact dataset(const nlohmann::json& parameters, const flow::Inputs& inputs) {
    const auto& [bytes, source] = inputs.table();
    const data::CsvOptions options = table_options(parameters);
    return dataset_of(data::split_target(data::parse_table(bytes, source, options), options.target, source));
}

}  // namespace ntk::studies::shared
