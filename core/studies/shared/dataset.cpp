#include "core/studies/shared/stages.hpp"

#include "core/data/csv.hpp"

namespace ntk::studies::stages {

flow::Artifact dataset(std::string_view csv, const nlohmann::json& parameters, std::string_view source,
                       std::vector<std::string>& notes) {
    const data::CsvOptions options{parameters.value("drop_missing", false), parameters.value("one_hot", false),
                                   parameters.value("without", std::vector<std::string>{})};
    const data::Table table = data::parse_csv(csv, source, options);
    notes.insert(notes.end(), table.notes.begin(), table.notes.end());
    const data::Samples samples = data::split_target(table, parameters.at("target").get<std::string>(), source);
    flow::Artifact artifact;
    artifact.arrays["x"] = samples.x;
    artifact.arrays["y"] = samples.y;
    return artifact;
}

}  // namespace ntk::studies::stages
