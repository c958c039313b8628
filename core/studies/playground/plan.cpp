#include <fmt/format.h>

#include "core/studies/playground/playground.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"

namespace ntk::studies::playground {

using nlohmann::json;

namespace {

// How many numbers a run may hold at once, in parameters, optimizers' memory and Adam's linearisation: 800 MB.
constexpr double most_numbers = 1e8;

double parameter_count(const Setting& s) {
    return static_cast<double>(s.starts) * shared::weight_count(s.regime.width, s.hidden_layers, 2);
}

void check_size(const Setting& s) {
    const double copies = s.regime.optimizer == training::Optimizer::gradient_descent ? 1.0
                          : s.regime.optimizer == training::Optimizer::momentum       ? 2.0
                                                                                      : 4.0;
    if (copies * parameter_count(s) > most_numbers)
        throw Error({.key = "width",
                     .value = std::to_string(s.regime.width),
                     .limit = "less than 800 MB in all",
                     .problem = "is too large for so many hidden layers and starts: they would take more than 800 MB",
                     .remedies = {{"lower it"}, {"take fewer layers", "hidden_layers"}, {"fewer starts", "starts"}}});
}

}  // namespace

Setting read_setting(flow::ParameterReader& reader) {
    Setting s;
    s.regime = shared::read_choices(reader);
    s.x = reader.numbers("x", 200);
    s.y = reader.numbers("y", 200);
    if (s.x.size() != s.y.size())
        throw Error({.key = "y",
                     .problem = fmt::format("has {} numbers, and x has {}", s.y.size(), s.x.size()),
                     .remedies = {{"give as many"}}});
    s.hidden_layers = reader.whole_number(parameter::hidden_layers);
    s.regime.width = reader.whole_number(parameter::width);
    s.activation = numeric::activation_named(reader.text("activation"));
    s.regime.rate = reader.positive_number("relative_rate");
    s.starts = reader.whole_number(parameter::starts);
    s.seed = reader.whole_number(parameter::seed);
    check_size(s);
    return s;
}

namespace {

std::vector<flow::Stage> plan(const json& study) {
    flow::ParameterReader reader(study, "");
    reader.text("study");
    const Setting setting = read_setting(reader);
    const auto steps = reader.whole_number("steps", 0, 10000000);
    reader.refuse_unknown();

    json parameters = study;
    parameters.erase("study");
    const double weights = parameter_count(setting), rows = static_cast<double>(setting.x.size());
    flow::PlanBuilder builder("playground");
    builder.add({.name = "playground/state",
                 .kind = flow::Kind::network,
                 .function = "playground-state",
                 .parameters = parameters,
                 .cost = 6.0 * weights * rows * static_cast<double>(steps + 20),
                 .memory = 32.0 * weights});
    return builder.finish();
}

}  // namespace

flow::Artifact state(const json& parameters, const flow::Inputs&) {
    flow::ParameterReader reader(parameters, "");
    Run run(read_setting(reader));
    for (const auto steps = parameters.at("steps").get<std::size_t>(); run.steps() < steps;) run.work();
    return run.state();
}

const flow::Study study = {"playground", plan, {{"playground-state", state}}};

}  // namespace ntk::studies::playground
