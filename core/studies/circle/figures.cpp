#include <algorithm>
#include <cmath>

#include <xtensor/xview.hpp>

#include "core/judgement/table.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/ridge.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/circle/circle.hpp"

namespace ntk::studies::circle {
namespace {

using nlohmann::json;

constexpr double z90 = 1.2815515655446004;  // the 90th percentile of the standard normal distribution

// The networks of one experiment and width.
struct Family {
    std::string name;  // narrow or wide
    std::size_t width;
    std::vector<const flow::Artifact*> runs;

    Vector mean(const std::string& array) const {
        Vector sum = runs.front()->arrays.at(array);
        for (std::size_t i = 1; i < runs.size(); ++i) sum += runs[i]->arrays.at(array);
        return sum / static_cast<double>(runs.size());
    }

    template <class Value>
    xt::xarray<double> each(Value value) const {
        Vector result = Vector::from_shape({runs.size()});
        for (std::size_t i = 0; i < runs.size(); ++i) result(i) = value(*runs[i]);
        return result;
    }
};

struct Runs {
    const flow::Artifact& limit;
    std::vector<Family> kernels, functions;

    Runs(const json& parameters, const flow::Inputs& inputs) : limit(inputs.at("limit")) {
        for (std::size_t f = 0; f < std::size(families); ++f) {
            const auto width = [&](const char* experiment) {
                return parameters.at(experiment).at(families[f]).at("width").get<std::size_t>();
            };
            kernels.push_back({families[f], width("kernels"), inputs.all("kernel", {f})});
            functions.push_back({families[f], width("functions"), inputs.all("function", {f})});
        }
    }

    Vector of_limit(const std::string& array) const { return limit.arrays.at(array); }
};

double mean_value(const Vector& v) {
    return numeric::mean(v.data(), v.size());
}

double mean_square(const Vector& v) {
    return numeric::sum_of_squares(v.data(), v.size()) / static_cast<double>(v.size());
}

double largest(const Vector& v) {
    return *std::max_element(v.begin(), v.end());
}

void measure_kernels(const Runs& runs, flow::Artifact& result) {
    const Vector limit = runs.of_limit("kernel");
    for (const Family& family : runs.kernels) {
        const std::string prefix = "kernel." + family.name + ".";
        for (const std::string time : {"before", "after"})
            result.arrays[prefix + time] =
                family.each([&](const flow::Artifact& run) { return mean_value(run.arrays.at(time)); });
        const double starts = static_cast<double>(family.runs.size());
        const Vector centre = family.mean("before");
        result.arrays[prefix + "deviation"] = family.each([&](const flow::Artifact& run) {
            return mean_square(Vector(run.arrays.at("before")) - centre) * (starts / (starts - 1.0));
        });
        result.arrays[prefix + "from_limit"] =
            xt::xarray<double>(std::sqrt(mean_square(centre - limit) / mean_square(limit)));
    }
}

void measure_functions(const Runs& runs, flow::Artifact& result) {
    const Vector limit = runs.of_limit("mean"), deviation = runs.of_limit("deviation");
    const Vector target = runs.of_limit("target");
    const Matrix influence = runs.limit.arrays.at("influence");
    for (const Family& family : runs.functions) {
        const std::string prefix = "function." + family.name + ".";
        const auto measure = [&](const std::string& name, auto value) {
            result.arrays[prefix + name] =
                family.each([&](const flow::Artifact& run) { return value(run, Vector(run.arrays.at("trained"))); });
        };
        measure("inside", [&](const flow::Artifact&, const Vector& f) {
            double inside = 0.0;
            for (std::size_t i = 0; i < f.size(); ++i)
                if (std::fabs(f(i) - limit(i)) <= z90 * deviation(i)) inside += 1.0;
            return inside / static_cast<double>(f.size());
        });
        measure("spread", [&](const flow::Artifact&, const Vector& f) {
            return mean_square(f - limit) / mean_square(deviation);
        });
        measure("gap", [&](const flow::Artifact&, const Vector& f) { return statistics::predictor_gap(f, limit); });
        measure("gap_own", [&](const flow::Artifact& run, const Vector& f) {
            const Vector residual = target - Vector(run.arrays.at("start_train"));
            const Vector own = Vector(run.arrays.at("start")) + regression::kernel_prediction(influence, residual);
            return statistics::predictor_gap(f, own);
        });
        result.arrays[prefix + "gap_mean"] =
            xt::xarray<double>(statistics::predictor_gap(family.mean("trained"), limit));
    }
}

void measure_limit(const Runs& runs, flow::Artifact& result) {
    const Vector limit = runs.of_limit("mean"), deviation = runs.of_limit("deviation");
    result.arrays["limit.gap"] =
        xt::xarray<double>(std::sqrt(mean_square(deviation) / mean_square(limit - mean_value(limit))));
    const Vector median = xt::abs(runs.of_limit("mean.converged") - limit);
    const Vector upper = xt::abs(runs.of_limit("mean.converged") + z90 * runs.of_limit("deviation.converged") -
                                 (limit + z90 * deviation));
    result.arrays["limit.unconverged"] =
        xt::xarray<double>(std::max(largest(median), largest(upper)) / largest(deviation));
}

// Adds a curve's rows. Its first point comes once more at the end, so that the curve closes the circle.
template <class Row>
void add_curve(const Runs& runs, Row row) {
    const Vector angle = runs.of_limit("angle");
    for (std::size_t i = 0; i < angle.size(); ++i) row(angle(i), i);
    row(1.0, 0);
}

constexpr std::size_t drawn = 10;  // how many starts a picture shows

}  // namespace

flow::Artifact measures(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    flow::Artifact result;
    measure_kernels(runs, result);
    measure_functions(runs, result);
    measure_limit(runs, result);
    double diverged = 0.0;
    for (const auto* experiment : {&runs.kernels, &runs.functions})
        for (const Family& family : *experiment)
            for (const flow::Artifact* run : family.runs) diverged += run->arrays.at("diverged")();
    result.arrays["diverged"] = xt::xarray<double>(diverged);
    return result;
}

flow::Artifact figure_kernel(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    judgement::Table table;
    const auto curve = [&](std::size_t width, const std::string& time, std::size_t start, const Vector& values) {
        add_curve(runs, [&](double angle, std::size_t i) {
            table.number("width", static_cast<double>(width))
                .text("time", time)
                .number("start", static_cast<double>(start))
                .number("angle", angle)
                .number("value", values(i));
        });
    };
    for (const Family& family : runs.kernels) {
        for (const std::string time : {"before", "after"})
            for (std::size_t s = 0; s < std::min(drawn, family.runs.size()); ++s)
                curve(family.width, time, s, family.runs[s]->arrays.at(time));
        curve(family.width, "limit", 0, runs.of_limit("kernel"));
    }
    return table.finish();
}

flow::Artifact figure_functions(const json& parameters, const flow::Inputs& inputs) {
    const Runs runs(parameters, inputs);
    judgement::Table table;
    const auto row = [&](std::size_t width, const std::string& what, std::size_t start, double angle, double value,
                         double half_band) {
        table.number("width", static_cast<double>(width))
            .text("what", what)
            .number("start", static_cast<double>(start))
            .number("angle", angle)
            .number("value", value)
            .number("low", value - half_band)
            .number("high", value + half_band);
    };
    const Vector mean = runs.of_limit("mean"), deviation = runs.of_limit("deviation");
    const Vector training_angle = runs.of_limit("training_angle"), target = runs.of_limit("target");
    for (const Family& family : runs.functions) {
        add_curve(runs, [&](double angle, std::size_t i) {
            row(family.width, "limit", 0, angle, mean(i), z90 * deviation(i));
        });
        for (std::size_t s = 0; s < std::min(drawn, family.runs.size()); ++s) {
            const Vector f = family.runs[s]->arrays.at("trained");
            add_curve(runs, [&](double angle, std::size_t i) { row(family.width, "network", s, angle, f(i), 0.0); });
        }
        for (std::size_t i = 0; i < target.size(); ++i)
            row(family.width, "training point", 0, training_angle(i), target(i), 0.0);
    }
    return table.finish();
}

}  // namespace ntk::studies::circle
