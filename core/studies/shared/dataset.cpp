#include "core/data/csv.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {

flow::Artifact dataset(const nlohmann::json& parameters, const flow::Inputs& inputs) {
    const auto& [csv, source, notes] = inputs.table();
    const data::CsvOptions options{parameters.value("drop_missing", false), parameters.value("one_hot", false),
                                   parameters.value("without", std::vector<std::string>{})};
    const data::Table table = data::parse_csv(csv, source, options);
    if (notes != nullptr) notes->insert(notes->end(), table.notes.begin(), table.notes.end());
    const data::Samples samples = data::split_target(table, parameters.at("target").get<std::string>(), source);
    flow::Artifact artifact;
    artifact.arrays["x"] = samples.x;
    artifact.arrays["y"] = samples.y;
    return artifact;
}

}  // namespace ntk::studies::shared
