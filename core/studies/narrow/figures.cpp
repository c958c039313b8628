#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <xtensor/xadapt.hpp>
#include <xtensor/xview.hpp>

#include "core/judgement/rules.hpp"
#include "core/judgement/table.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/log.hpp"
#include "core/numeric/reduce.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/narrow/narrow.hpp"

namespace ntk::studies::narrow {
namespace {

using nlohmann::json;

constexpr std::size_t drawn = 10;  // how many trials a picture shows

double euclidean(const Vector& v) {
    return std::sqrt(numeric::sum_of_squares(v.data(), v.size()));
}

bool converged(const flow::Artifact* run) {
    return run->arrays.at("diverged")() == 0.0;
}

template <class Value>
xt::xarray<double> each(const std::vector<const flow::Artifact*>& runs, Value value) {
    Vector result = Vector::from_shape({runs.size()});
    for (std::size_t i = 0; i < runs.size(); ++i) result(i) = value(*runs[i]);
    return result;
}

double last_error(const flow::Artifact& run) {
    const auto& error = run.arrays.at("error");
    return error(error.size() - 1);
}

// Those of the runs that did not diverge. Adds to `diverged` how many others there are.
std::vector<const flow::Artifact*> converged_of(const std::vector<const flow::Artifact*>& runs, double& diverged) {
    std::vector<const flow::Artifact*> result;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(result), converged);
    diverged += static_cast<double>(runs.size() - result.size());
    return result;
}

double depth_of(const json& parameters, const std::string& family) {
    return parameters.at("networks").at(family).at("depth").get<double>();
}

}  // namespace

flow::Artifact measures(const json&, const flow::Inputs& inputs) {
    const flow::Artifact& limit = inputs.at("limit");
    const Vector kernel = limit.arrays.at("kernel");
    const auto level = [](const Vector& row) { return numeric::mean(row.data(), row.size()); };
    flow::Artifact result;
    double diverged = 0.0;
    for (std::size_t f = 0; f < std::size(families); ++f) {
        const std::string prefix = std::string(families[f]) + ".";
        const auto runs = converged_of(inputs.all("network", {f}), diverged);
        const auto he = converged_of(inputs.all("he", {f}), diverged);
        for (const std::string time : {"before", "after"}) {
            const auto row = [&](const flow::Artifact& run) { return Vector(run.arrays.at(time)); };
            result.arrays[prefix + time + ".level"] =
                each(runs, [&](const flow::Artifact& run) { return level(row(run)) / level(kernel) - 1.0; });
            result.arrays[prefix + time + ".distance"] =
                each(runs, [&](const flow::Artifact& run) { return euclidean(row(run) - kernel) / euclidean(kernel); });
        }
        const Vector off = Vector(xt::view(limit.arrays.at("mean"), f, xt::all())) - kernel;
        const double spread = euclidean(xt::view(limit.arrays.at("deviation"), f, xt::all()));
        result.arrays[prefix + "expected"] =
            xt::xarray<double>(std::sqrt(euclidean(off) * euclidean(off) + spread * spread) / euclidean(kernel));
        result.arrays[prefix + "drift"] = each(runs, [](const flow::Artifact& run) {
            const Vector before = run.arrays.at("before"), after = run.arrays.at("after");
            return euclidean(after - before) / euclidean(before);
        });
        for (const std::string gap : {"gap", "gap_own"})
            result.arrays[prefix + gap] = each(runs, [&](const flow::Artifact& run) { return run.arrays.at(gap)(); });
        result.arrays[prefix + "error"] = each(runs, last_error);
        result.arrays[prefix + "he.error"] = each(he, last_error);
        result.arrays[prefix + "he.living"] =
            each(he, [](const flow::Artifact& run) { return run.arrays.at("living")(); });
    }
    result.arrays["diverged"] = xt::xarray<double>(diverged);
    return result;
}

statistics::Estimate root_mean_square(const flow::Artifact& measures, const std::string& array) {
    std::vector<double> squares;
    for (const double value : measures.arrays.at(array)) squares.push_back(value * value);
    const statistics::Sample s = statistics::summarize(squares);
    return statistics::geometric_mean({s.n, 0.5 * numeric::log(s.mean), 0.5 * s.standard_error / s.mean},
                                      judgement::confidence_alpha);
}

flow::Artifact figure_kernel(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& limit = inputs.at("limit");
    const Vector angle = limit.arrays.at("angle");
    judgement::Table table;
    for (std::size_t f = 0; f < std::size(families); ++f) {
        const auto curve = [&](const std::string& time, std::size_t trial, const Vector& values) {
            for (std::size_t i = 0; i < angle.size(); ++i)
                table.number("depth", depth_of(parameters, families[f]))
                    .text("time", time)
                    .number("trial", static_cast<double>(trial))
                    .number("angle", angle(i))
                    .number("value", values(i));
        };
        const auto runs = inputs.all("network", {f});
        for (std::size_t trial = 0; trial < std::min(drawn, runs.size()); ++trial)
            if (converged(runs[trial]))
                for (const std::string time : {"before", "after"}) curve(time, trial, runs[trial]->arrays.at(time));
        curve("limit", 0, limit.arrays.at("kernel"));
    }
    return table.finish();
}

flow::Artifact figure_training(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& limit = inputs.at("limit");
    const Vector step = limit.arrays.at("step");
    judgement::Table table;
    for (std::size_t f = 0; f < std::size(families); ++f) {
        const auto curve = [&](const std::string& what, std::size_t trial, const Vector& error) {
            for (std::size_t i = 0; i < step.size(); ++i)
                table.number("depth", depth_of(parameters, families[f]))
                    .text("what", what)
                    .number("trial", static_cast<double>(trial))
                    .number("step", step(i))
                    .number("error", error(i));
        };
        for (const std::string role : {"network", "he"}) {
            const auto runs = inputs.all(role, {f});
            for (std::size_t trial = 0; trial < std::min(drawn, runs.size()); ++trial)
                if (converged(runs[trial])) curve(role, trial, runs[trial]->arrays.at("error"));
        }
        curve("limit", 0, limit.arrays.at("error"));
    }
    return table.finish();
}

flow::Artifact figure_depth(const json& parameters, const flow::Inputs& inputs) {
    const flow::Artifact& m = inputs.at("measures");
    judgement::Table table;
    for (const std::string family : families) {
        const auto row = [&](const std::string& what, double value, const statistics::Interval& interval) {
            table.number("depth", depth_of(parameters, family))
                .text("what", what)
                .number("value", value)
                .number("low", interval.low)
                .number("high", interval.high);
        };
        for (const std::string what : {"before.distance", "drift", "gap", "gap_own"}) {
            if (m.arrays.at(family + "." + what).size() < 2) continue;  // the others diverged
            const statistics::Estimate mean = root_mean_square(m, family + "." + what);
            row(what, mean.value, mean.interval);
        }
        const double expected = m.arrays.at(family + ".expected")();
        row("expected", expected, {expected, expected});
    }
    return table.finish();
}

}  // namespace ntk::studies::narrow
