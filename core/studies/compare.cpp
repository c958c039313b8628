#include "core/studies/compare.hpp"

#include <algorithm>
#include <initializer_list>

#include "core/numeric/reduce.hpp"
#include "core/studies/registry.hpp"
#include "core/studies/shared/predictors.hpp"
#include "core/studies/shared/table_splits.hpp"

namespace ntk::studies::compare {
namespace {

using nlohmann::json;

// With fewer rows to test on, errors say little of a predictor.
constexpr std::size_t least_test_rows = 20;

json common(const Options& o, const data::Table& table) {
    return {{"seed", o.seed},
            {"tasks", json::array({task})},
            {"width", o.width},
            {"splits", o.splits},
            {"starts", o.starts},
            {"training_points", o.training_points},
            {"test_points", 2},  // of synthetic tasks, of which there are none
            {"most_test_points", o.most_test_points},
            {"theory", {{"steps", o.steps}}},
            {"data",
             {{task,
               {{"file", "data.csv"},
                {"target", o.target},
                {"rows", table.values.shape(0)},
                {"columns", table.values.shape(1)}}}}}};
}

json practice(const Options& o) {
    return {{"parameterization", "standard"},
            {"start", "kept"},
            {"optimizer", "adam"},
            {"rate", 0.001},
            {"batch", 32},
            {"epochs", o.epochs}};
}

}  // namespace

std::string report_name(std::string_view file_name) {
    const std::size_t dot = file_name.rfind('.');
    std::string name(file_name.substr(0, dot == 0 ? file_name.npos : dot));
    for (char& c : name)
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_')) c = '-';
    return name.empty() ? "data" : name;
}

json to_json(const Options& given) {
    json all = {{"target", given.target}};
    for (const Option& option : all_options)
        std::visit([&](auto member) { all[option.described.key] = given.*member; }, option.member);
    return all;
}

Options read_options(const json& given) {
    flow::ParameterReader reader(given, "");
    Options read;
    read.target = reader.text("target");
    for (const Option& option : all_options) {
        if (const auto* number = std::get_if<std::size_t Options::*>(&option.member))
            read.*(*number) = reader.whole_number(option.described);
        else
            read.*std::get<1>(option.member) = reader.increasing(option.described);
    }
    reader.refuse_unknown();
    if (read.hidden_layers.size() < 2)
        throw Error({.key = parameter::hidden_layers.key,
                     .problem = "needs at least two depths to compare",
                     .remedies = {{"give 1,2,3 for example"}}});
    return read;
}

void check(const Options& options, const data::Table& table, std::string_view source) {
    const data::Samples samples = data::split_target(table, options.target, source);
    data::check_rows(samples, options.training_points, least_test_rows, source);
    const std::vector<flow::Stage> plan = make_plan(depth_study(options, table));
    const auto data =
        std::find_if(plan.begin(), plan.end(), [](const flow::Stage& stage) { return stage.kind == flow::Kind::data; });
    const auto splits = shared::splits_of_table(plan, static_cast<std::size_t>(data - plan.begin()), samples.y.size());
    shared::check_splits(plan, splits, samples, table, std::string(source));
}

std::size_t kernel_splits(const Options& options) {
    constexpr std::size_t least = 20;
    return std::max(options.splits, least);
}

json depth_study(const Options& options, const data::Table& table) {
    json study = common(options, table);
    study["study"] = "depth";
    study["hidden_layers"] = options.hidden_layers;
    study["kernel_splits"] = kernel_splits(options);
    study["practice"] = practice(options);
    return study;
}

json ladder_study(const Options& options, const data::Table& table) {
    const std::size_t epochs = options.steps;
    const std::vector<std::pair<std::string, json>> rungs = {
        {"start kept", {{"start", "kept"}, {"epochs", epochs}}},
        {"standard parameterization", {{"parameterization", "standard"}, {"epochs", epochs}}},
        {"twice the rate", {{"relative_rate", 1.9}, {"epochs", epochs}}},
        {"ten times the rate", {{"relative_rate", 10.0}, {"epochs", epochs}}},
        {"batches of 32", {{"batch", 32}, {"epochs", epochs}}},
        {"Adam", {{"optimizer", "adam"}, {"rate", 0.001}, {"epochs", epochs}}},
        {"all together", practice(options)}};
    json study = common(options, table);
    study["study"] = "ladder";
    study["hidden_layers"] = options.hidden_layers[options.hidden_layers.size() / 2];
    for (const auto& [name, regime] : rungs) {
        study["rungs"].push_back(name);
        study["rung"][name] = regime;
    }
    return study;
}

std::vector<MeanErrors> mean_errors(const flow::Artifact& errors, const Options& options) {
    std::vector<MeanErrors> all;
    const auto add = [&](const std::string& label, const std::string& array, bool network, bool control) {
        const auto& values = errors.arrays.at(array);
        for (std::size_t depth = 0; depth < values.shape(0); ++depth) {
            const double* row = &values(depth, 0);
            const std::optional<double> of_all =
                network ? std::nullopt : std::optional(numeric::mean(row, values.shape(1)));
            all.push_back({label, control ? std::nullopt : std::optional(options.hidden_layers[depth]),
                           numeric::mean(row, options.splits), of_all});
        }
    };
    for (const auto& network : {shared::network_theory, shared::network_practice})
        add(network.label, network.errors(), true, false);
    for (const auto& kernel : {shared::ntk_regression, shared::nngp_regression})
        add(kernel.label, kernel.errors(shared::interpolating), false, false);
    for (const auto& control : shared::control_kernels)
        add(std::string(control.predictor.label) + " kernel", control.predictor.errors(shared::interpolating), false,
            true);
    return all;
}

json to_json(const std::vector<MeanErrors>& errors) {
    json means = json::array();
    for (const MeanErrors& error : errors) {
        json row = {{"predictor", error.predictor}, {"nmse", error.nmse}};
        if (error.hidden_layers) row["hidden_layers"] = *error.hidden_layers;
        if (error.nmse_all_splits) row["nmse_all_splits"] = *error.nmse_all_splits;
        means.push_back(row);
    }
    return means;
}

std::string verdict(const std::map<std::string, std::string>& numbers) {
    const auto found = [&](const std::string& claim) { return numbers.at(claim + ".verdict"); };
    const auto open = [&](const std::string& claim) {
        return found(claim) != "reproduced" && found(claim) != "not reproduced";
    };
    const auto answer = [&](const std::string& claim, const std::string& reproduced,
                            const std::string& not_reproduced) {
        return open(claim) ? "not known yet" : found(claim) == "reproduced" ? reproduced : not_reproduced;
    };
    const auto settled = [&](std::initializer_list<std::string> claims, const std::string& line) {
        return line + (std::any_of(claims.begin(), claims.end(), open) ? "; more rows to train on may tell." : ".");
    };
    const auto gap = [&](const std::string& regime) {
        return " (median gap " + numbers.at(regime + ".median-gap") + ")";
    };
    return settled({"c1.theory", "c1.practice"},
                   "Does a layer added change the errors of network and NTK alike? In the theory's regime " +
                       answer("c1.theory", "no", "yes") + ", in practice " + answer("c1.practice", "no", "yes")) +
           "\n" +
           settled({"c2.tuned"}, "Does regression with the NNGP, which ignores training, err as with the NTK? " +
                                     answer("c2.tuned", "yes", "no") + ", very nearly at " +
                                     numbers.at("c2.tuned.nngp-close") + " of " + numbers.at("c2.tuned.cells") +
                                     " depths (tuned ridge)") +
           "\n" +
           settled({"c3.theory", "c3.practice"},
                   "Does the trained network predict as its NTK does? In the theory's regime " +
                       answer("c3.theory", "no", "yes") + gap("c3.theory") + ", in practice " +
                       answer("c3.practice", "no", "yes") + gap("c3.practice"));
}

std::string fingerprint_text(const std::map<std::string, std::string>& hash_of_stage) {
    std::string lines;
    for (const auto& [stage, hash] : hash_of_stage) lines += hash + "  " + stage + "\n";
    return lines;
}

}  // namespace ntk::studies::compare
