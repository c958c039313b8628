#include <cmath>

#include <fmt/format.h>

#include "core/studies/published/published.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"

namespace ntk::studies::published {
namespace {

using flow::Kind;
using nlohmann::json;

struct Parameters {
    shared::Tasks tasks;
    std::size_t splits;
    shared::Regime practice;
    json all;  // the sections, as the report reads them
};

// How many hidden layers make a network of this width so deep as the ratio says. Throws an Error where that is no whole
// number ≥ 1.
std::size_t layers_for(double ratio, std::size_t width) {
    const double layers = ratio * static_cast<double>(width), whole = std::round(layers);
    if (whole < 1.0 || std::fabs(layers - whole) > 1e-9)
        throw Error({.key = "dispersion.ratios",
                     .value = fmt::format("{:g}", ratio),
                     .problem = fmt::format("gives a network of width {} no whole number of hidden layers", width)});
    return static_cast<std::size_t>(whole);
}

Parameters read(const json& study) {
    Parameters p;
    flow::ParameterReader top(study, "");
    top.text("study");
    p.tasks = shared::read_tasks(top);
    p.splits = top.whole_number(parameter::splits);
    const std::size_t kernel_depth = top.whole_number(parameter::hidden_layers);
    p.all["splits"] = p.splits;
    p.all["hidden_layers"] = kernel_depth;
    p.all["tasks"] = p.tasks.names;
    p.all["tables"] = json::array();
    for (const std::string& task : p.tasks.names)
        if (p.tasks.data.contains(task)) p.all["tables"].push_back(task);
    p.all["training_points"] = p.tasks.training_points;
    p.all["seed"] = p.tasks.seed;

    const auto section = [&](const std::string& name, auto read_keys) {
        flow::ParameterReader reader(top.section(name), name + ".");
        p.all[name] = read_keys(reader);
        reader.refuse_unknown();
    };
    const flow::WholeNumber draws{"draws", "", 2, parameter::many}, starts{"starts", "", 2, 100000};
    section("dispersion", [&](flow::ParameterReader& r) {
        json keys = {{"ratios", r.numbers("ratios", 100)},
                     {"widths", r.increasing("widths", 2, 65536)},
                     {"draws", r.whole_number(draws)}};
        if (keys["widths"].size() < 2)
            throw Error({.key = "dispersion.widths", .limit = "at least two widths, as a line is fitted to them"});
        return keys;
    });
    section("phases", [&](flow::ParameterReader& r) {
        json keys = {{"weight_variances", r.numbers("weight_variances", 100)},
                     {"bias_variance", r.positive_number("bias_variance")},
                     {"width", r.whole_number("width", 2, 65536)},
                     {"hidden_layers", r.increasing("hidden_layers", 1, 10000)},
                     {"draws", r.whole_number(draws)}};
        if (keys["hidden_layers"].size() < 2)
            throw Error({.key = "phases.hidden_layers", .limit = "at least two depths, which are compared"});
        return keys;
    });
    section("circle", [&](flow::ParameterReader& r) {
        return json{{"points", 2 * r.whole_number("half_points", 8, 1000000)},
                    {"frequencies", r.whole_number("frequencies", 16, 100000)},
                    {"bias_variance", r.positive_number("bias_variance")}};
    });
    section("catapult", [&](flow::ParameterReader& r) {
        return json{{"width", r.whole_number(parameter::width)},
                    {"rows", r.whole_number("rows", 2, 20000)},
                    {"steps", r.whole_number(parameter::steps)},
                    {"starts", r.whole_number(starts)}};
    });
    section("scale", [&](flow::ParameterReader& r) {
        json keys = {{"task", r.text("task")},
                     {"widths", r.increasing("widths", 1, 65536)},
                     {"training_points", r.whole_number("training_points", 4, 20000)},
                     {"test_points", r.whole_number("test_points", 2, 100000)},
                     {"steps", r.whole_number(parameter::steps)},
                     {"starts", r.whole_number(starts)}};
        if (!data::is_synthetic(keys["task"].get<std::string>()))
            throw Error({.key = "scale.task", .value = keys["task"], .limit = "a synthetic task"});
        if (keys["widths"].size() < 2)
            throw Error({.key = "scale.widths", .limit = "at least two widths, as a power is fitted to them"});
        return keys;
    });
    section("precision", [&](flow::ParameterReader& r) {
        return json{{"rows", r.increasing("rows", 4, 20000)},
                    {"test_points", r.whole_number("test_points", 8, 100000)},
                    {"starts", r.whole_number(starts)}};
    });
    const json& practice = top.section("practice");
    p.practice = shared::read_regime(practice, "practice.", 0);
    if (p.practice.rate_relative)
        throw Error({.key = "practice.rate", .problem = "is missing", .remedies = {{"give it"}}});
    p.all["practice"] = to_json(p.practice);
    top.refuse_unknown();
    return p;
}

class Planner {
public:
    explicit Planner(const json& study) : p_(read(study)), seed_(p_.tasks.seed) {}

    std::vector<flow::Stage> plan() {
        plan_dispersion();
        plan_phases();
        json circle = p_.all["circle"];
        circle["hidden_layers"] = p_.all["hidden_layers"];
        const double points = circle["points"].get<double>();
        add("decay", {}, "published/decay", Kind::kernel, circle,
            1000.0 * points + points * circle["frequencies"].get<double>());
        plan_catapult();
        plan_scale();
        plan_precision();
        for (std::size_t t = 0, table = 0; t < p_.tasks.names.size(); ++t)
            plan_task(t, p_.tasks.data.contains(p_.tasks.names[t]) ? table++ : none);

        builder_.add_result(Kind::figure, "published-dispersion", "published-figure-dispersion", p_.all, all_);
        builder_.add_result(Kind::known_results, "", "published-known-results", p_.all, all_);
        builder_.add_result(Kind::numbers, "", "published-numbers", p_.all, all_);
        return builder_.finish();
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    // Adds a stage whose function is published-ROLE or published-FUNCTION.
    void add(const std::string& role, const std::vector<std::size_t>& index, const std::string& name, Kind kind,
             json parameters, double cost, const std::string& function = "", std::vector<flow::Input> inputs = {}) {
        parameters["seed"] = seed_;
        parameters["stream"] = parameters.value("stream", name);
        all_.push_back({role, index,
                        builder_.add({.name = name,
                                      .kind = kind,
                                      .function = "published-" + (function.empty() ? role : function),
                                      .parameters = parameters,
                                      .inputs = std::move(inputs),
                                      .cost = cost,
                                      .part = role})});
    }

    // As measured, a draw takes as long as 2250 operations of a large product for each of its normal numbers.
    void add_dispersion(const std::string& role, const std::vector<std::size_t>& index, const json& networks,
                        std::size_t draws) {
        const auto width = networks["width"].get<std::size_t>(), layers = networks["hidden_layers"].get<std::size_t>();
        const double normals = networks["bias_variance"].get<double>() > 0.0 ? 3.0 : 2.0;  // a unit
        json parameters = networks;
        parameters["draws"] = draws;
        add(role, index,
            fmt::format("published/{}/variance={:g}/width={}/hidden-layers={}", role,
                        networks["weight_variance"].get<double>(), width, layers),
            Kind::network, parameters, 2250.0 * normals * static_cast<double>(draws * width * layers), "dispersion");
    }

    void plan_dispersion() {
        const json& d = p_.all["dispersion"];
        for (std::size_t r = 0; r < d["ratios"].size(); ++r)
            for (std::size_t w = 0; w < d["widths"].size(); ++w) {
                const auto width = d["widths"][w].get<std::size_t>();
                add_dispersion("ratio", {r, w},
                               {{"width", width},
                                {"hidden_layers", layers_for(d["ratios"][r].get<double>(), width)},
                                {"weight_variance", 2.0},
                                {"bias_variance", 0.0}},
                               d["draws"].get<std::size_t>());
            }
    }

    void plan_phases() {
        const json& d = p_.all["phases"];
        for (std::size_t v = 0; v < d["weight_variances"].size(); ++v)
            for (std::size_t l = 0; l < d["hidden_layers"].size(); ++l)
                add_dispersion("phase", {v, l},
                               {{"width", d["width"]},
                                {"hidden_layers", d["hidden_layers"][l]},
                                {"weight_variance", d["weight_variances"][v]},
                                {"bias_variance", d["bias_variance"]}},
                               d["draws"].get<std::size_t>());
    }

    void plan_catapult() {
        json c = p_.all["catapult"];
        const auto starts = c["starts"].get<std::size_t>(), width = c["width"].get<std::size_t>();
        c.erase("starts");
        for (std::size_t n = 0; n < std::size(catapult_networks); ++n)
            for (std::size_t s = 0; s < starts; ++s) {
                c["activation"] = catapult_networks[n].activation;
                c["hidden_layers"] = catapult_networks[n].hidden_layers;
                c["rows"] = catapult_networks[n].one_row ? json(1) : p_.all["catapult"]["rows"];
                // About 13 of the rates are below the first unstable one.
                add("catapult", {n, s}, fmt::format("published/catapult/{}/start={}", catapult_networks[n].key, s),
                    Kind::network, c,
                    13.0 * shared::training_cost(
                               shared::weight_count(width, catapult_networks[n].hidden_layers, catapult_inputs),
                               c["rows"].get<double>(), c["steps"].get<double>()));
            }
    }

    void plan_scale() {
        json c = p_.all["scale"];
        const auto widths = c["widths"].get<std::vector<std::size_t>>();
        const auto starts = c["starts"].get<std::size_t>();
        c.erase("starts");
        c.erase("widths");
        for (std::size_t w = 0; w < widths.size(); ++w)
            for (std::size_t s = 0; s < starts; ++s) {
                c["width"] = widths[w];
                // Networks of different widths learn from the same rows.
                c["stream"] = fmt::format("published/scale/start={}", s);
                // One hidden layer has few weights, and most of the time goes to the activation: as measured, 450
                // operations for a unit, row and step.
                const double rows = c["training_points"].get<double>(), steps = c["steps"].get<double>();
                const double width = static_cast<double>(widths[w]);
                add("scale", {w, s}, fmt::format("published/scale/width={}/start={}", widths[w], s), Kind::network, c,
                    static_cast<double>(std::size(output_scales)) *
                        (shared::training_cost(shared::weight_count(widths[w], 1), rows, steps) +
                         450.0 * rows * width * steps));
            }
    }

    void plan_precision() {
        json c = p_.all["precision"];
        const auto starts = c["starts"].get<std::size_t>();
        c.erase("starts");
        c["hidden_layers"] = p_.all["hidden_layers"];
        c["bias_variance"] = p_.all["circle"]["bias_variance"];
        double cost = 0.0;
        const double test = c["test_points"].get<double>();
        for (const double n : c["rows"].get<std::vector<double>>()) cost += 300.0 * n * n * n + 8000.0 * n * (n + test);
        for (std::size_t s = 0; s < starts; ++s)
            add("precision", {s}, fmt::format("published/precision/split={}", s), Kind::kernel, c, cost);
    }

    void plan_task(std::size_t t, std::size_t table) {
        const std::string& task = p_.tasks.names[t];
        const auto [n, m, d] = p_.tasks.shape(task);
        for (std::size_t s = 0; s < p_.splits; ++s) {
            const std::string place = fmt::format("published/{}/split={}", task, s);
            auto [parameters, inputs] = shared::split_stage(builder_, p_.tasks, task, place);
            parameters = p_.tasks.with_origin(parameters, task);
            parameters["hidden_layers"] = p_.all["hidden_layers"];
            add("regressions", {t, s}, place + "/regressions", Kind::kernel, parameters,
                60.0 * n * n * n + 8000.0 * n * (n + m), "", inputs);
            if (table == none) continue;
            shared::Regime stopped = p_.practice;
            stopped.early_stopping = true;
            parameters["regimes"] = {{"plain", to_json(p_.practice)}, {"stopped", to_json(stopped)}};
            const auto depth = p_.all["hidden_layers"].get<std::size_t>();
            const double batch = static_cast<double>(p_.practice.batch > 0 ? p_.practice.batch : 1);
            add("networks", {table, s}, place + "/networks", Kind::network, parameters,
                2.0 * shared::training_cost(shared::weight_count(p_.practice.width, depth, static_cast<std::size_t>(d)),
                                            batch, static_cast<double>(p_.practice.epochs) * n / batch,
                                            p_.practice.optimizer),
                "", inputs);
        }
    }

    Parameters p_;
    std::uint64_t seed_;
    flow::PlanBuilder builder_{"published"};
    std::vector<flow::Input> all_;  // the inputs of all results
};

std::vector<flow::Stage> plan(const json& study) {
    return Planner(study).plan();
}

}  // namespace

const flow::Study study = {"published",
                           plan,
                           {{"published-dispersion", dispersion},
                            {"published-decay", decay},
                            {"published-catapult", catapult},
                            {"published-scale", scale},
                            {"published-precision", precision},
                            {"published-regressions", regressions},
                            {"published-networks", networks},
                            {"published-figure-dispersion", figure_dispersion},
                            {"published-known-results", known_results_checked},
                            {"published-numbers", numbers}}};

}  // namespace ntk::studies::published
