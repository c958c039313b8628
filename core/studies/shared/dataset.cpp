#include "core/data/table.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {

flow::Artifact dataset(const nlohmann::json& parameters, const flow::Inputs& inputs) {
    const auto& [bytes, source, notes] = inputs.table();
    auto options = parameters.get<data::CsvOptions>();
    options.target = parameters.at("target");
    const data::Table table = data::parse_table(bytes, source, options);
    if (notes != nullptr) notes->insert(notes->end(), table.notes.begin(), table.notes.end());
    const data::Samples samples = data::split_target(table, options.target, source);
    flow::Artifact artifact;
    artifact.arrays["x"] = samples.x;
    artifact.arrays["y"] = samples.y;
    return artifact;
}

}  // namespace ntk::studies::shared
