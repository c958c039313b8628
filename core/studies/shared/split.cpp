#include <cstdint>

#include "core/data/tasks.hpp"
#include "core/studies/shared/kernel_draw.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {

using nlohmann::json;

data::Split split_of(const flow::Artifact& artifact) {
    return {{artifact.arrays.at("x_train"), artifact.arrays.at("y_train")},
            {artifact.arrays.at("x_test"), artifact.arrays.at("y_test")}};
}

namespace {
double rows(const flow::Artifact& split, const char* targets) {
    return static_cast<double>(split.arrays.at(targets).size());
}
}  // namespace

double reuse_of_test_rows(const json& parameters, const flow::Artifact& split) {
    return parameters.at("one_table").get<bool>() ? rows(split, "y_test") / rows(split, "y_train") : 0.0;
}

double reuse_of_training_rows(const json& parameters, const flow::Artifact& split) {
    return parameters.at("one_table").get<bool>() ? rows(split, "y_train") / rows(split, "y_test") : 0.0;
}

data::Division division_of(const json& parameters) {
    data::Division division{parameters.at("training_points").get<std::size_t>()};
    if (parameters.contains(parameter::most_test_points.key))
        division.most_test_points = parameters[parameter::most_test_points.key].get<std::size_t>();
    return division;
}

flow::Artifact split(const json& parameters, const flow::Inputs& inputs) {
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    const auto training_points = parameters.at("training_points").get<std::size_t>();
    data::Split drawn;
    if (inputs.has("table")) {
        const auto& table = inputs.at("table").arrays;
        drawn = data::split_table({table.at("x"), table.at("y")}, division_of(parameters), seed, stream);
    } else {
        const auto task = parameters.at("task").get<std::string>();
        const auto test_points = parameters.at("test_points").get<std::size_t>();
        if (task == kernel_draw_task)
            drawn = draw_from_kernel(training_points, test_points, seed, stream);
        else
            drawn = {data::draw_samples(task, training_points, seed, stream + "/train"),
                     data::draw_samples(task, test_points, seed, stream + "/test")};
    }
    const data::Split result = data::standardise(drawn);
    flow::Artifact artifact;
    artifact.arrays["x_train"] = result.train.x;
    artifact.arrays["y_train"] = result.train.y;
    artifact.arrays["x_test"] = result.test.x;
    artifact.arrays["y_test"] = result.test.y;
    return artifact;
}

}  // namespace ntk::studies::shared
