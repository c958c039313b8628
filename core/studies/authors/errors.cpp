#include <string>
#include <utility>

#include "core/data/tasks.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;
using Cube = xt::xtensor<double, 3>;
using Stack = xt::xtensor<double, 4>;

Vector line(const xt::xarray<double>& a, std::size_t i) {
    return xt::view(a, i, xt::all());
}
Vector line(const xt::xarray<double>& a, std::size_t i, std::size_t j) {
    return xt::view(a, i, j, xt::all());
}

// The artifacts of one trial.
struct Trial {
    Data data;
    const flow::Artifact &regressions, *infinite[2];
};

// The study's artifacts by trial.
class Trials {
public:
    Trials(const json& parameters, const flow::Inputs& inputs)
        : count(parameters.at("trials").get<std::size_t>()), inputs_(inputs) {}

    Trial at(std::size_t t) const {
        return {Data(inputs_.at("trial", {t})),
                inputs_.at("regressions", {t}),
                {&inputs_.at("infinite", {t, 0}), &inputs_.at("infinite", {t, 1})}};
    }
    const flow::Artifact& network(std::size_t group, std::size_t trial) const {
        return inputs_.at("network", {group, trial});
    }

    const std::size_t count;

private:
    const flow::Inputs& inputs_;
};

Vector kernel_prediction_of(const Trial& trial, std::size_t setting, std::size_t family, std::size_t hidden_layers) {
    return line(trial.regressions.arrays.at("kernels"), setting, kernel_of_family(family, hidden_layers));
}

void add_kernels(const Trials& trials, flow::Artifact& result) {
    const std::size_t count = trials.count;
    Matrix deviation = Matrix::from_shape({law_count, count});
    Cube kernels = Cube::from_shape({setting_count, kernel_count, count});
    Cube own = Cube::from_shape({law_count, std::size_t{2}, count}), nngp = own, on_rows = own;
    Vector jitter = Vector::from_shape({count});
    for (std::size_t t = 0; t < count; ++t) {
        const Trial trial = trials.at(t);
        const auto& arrays = trial.regressions.arrays;
        jitter(t) = arrays.at("jitter")();
        for (std::size_t s = 0; s < setting_count; ++s)
            for (std::size_t k = 0; k < kernel_count; ++k)
                kernels(s, k, t) = trial.data.error(line(arrays.at("kernels"), s, k), settings[s].law);
        for (std::size_t law = 0; law < law_count; ++law) {
            deviation(law, t) = data::moments(xt::view(trial.data.y_test, law, xt::all())).deviation;
            for (std::size_t l = 0; l < 2; ++l) {
                own(law, l, t) = trial.data.error(line(arrays.at("ntk"), law, l), law);
                nngp(law, l, t) = trial.data.error(line(arrays.at("nngp"), law, l), law);
                on_rows(law, l, t) = trial.data.error(line(arrays.at("ntk.network_rows"), law, l), law);
            }
        }
    }
    result.arrays["deviation"] = deviation;
    result.arrays["kernels"] = kernels;
    result.arrays["own.ntk"] = own;
    result.arrays["own.nngp"] = nngp;
    result.arrays["own.network_rows"] = on_rows;
    result.arrays["jitter"] = jitter;
}

void add_infinite(const Trials& trials, flow::Artifact& result) {
    const std::size_t count = trials.count;
    Cube error = Cube::from_shape({law_count, std::size_t{2}, count}), error_zero = error, full_batch = error;
    Stack gap = Stack::from_shape({setting_count, std::size_t{2}, family_count, count});
    for (std::size_t l = 0; l < 2; ++l) {
        const auto& shape = trials.at(0).infinite[l]->arrays;
        const std::size_t n = shape.at("learnt").size(), points = shape.at("epoch").size() + 1;
        Cube time = Cube::from_shape({law_count, points, count});
        Matrix learnt = Matrix::from_shape({n, count});
        for (std::size_t t = 0; t < count; ++t) {
            const Trial trial = trials.at(t);
            const auto& arrays = trial.infinite[l]->arrays;
            xt::view(time, xt::all(), xt::all(), t) = arrays.at("rmse");
            xt::view(learnt, xt::all(), t) = arrays.at("learnt");
            for (std::size_t law = 0; law < law_count; ++law) {
                const Vector zero = line(arrays.at("prediction.zero"), law);
                error(law, l, t) = trial.data.error(line(arrays.at("prediction"), law), law);
                error_zero(law, l, t) = trial.data.error(zero, law);
                full_batch(law, l, t) = statistics::predictor_gap(zero, line(arrays.at("prediction.full_batch"), law));
            }
            for (std::size_t s = 0; s < setting_count; ++s)
                for (std::size_t f = 0; f < family_count; ++f)
                    gap(s, l, f, t) = statistics::predictor_gap(line(arrays.at("prediction"), settings[s].law),
                                                                kernel_prediction_of(trial, s, f, l + 1));
        }
        const std::string layers = std::to_string(l + 1);
        result.arrays["epoch." + layers] = shape.at("epoch");
        result.arrays["time." + layers] = time;
        result.arrays["learnt." + layers] = learnt;
    }
    result.arrays["infinite"] = error;
    result.arrays["infinite.zero"] = error_zero;
    result.arrays["infinite.full_batch"] = full_batch;
    result.arrays["infinite.gap"] = gap;
}

// The predictions that a network is compared with on each rung of the waterfall (see rungs), on targets as coded.
std::vector<Vector> compared_with(const Trial& trial, const flow::Artifact& network, std::size_t hidden_layers) {
    const std::size_t l = hidden_layers - 1;
    return {kernel_prediction_of(trial, as_coded, family_b, hidden_layers),
            kernel_prediction_of(trial, root_put_back, family_b, hidden_layers),
            line(trial.regressions.arrays.at("ntk"), 0, l),
            line(trial.regressions.arrays.at("ntk.network_rows"), 0, l),
            line(trial.infinite[l]->arrays.at("prediction.zero"), 0),
            network.arrays.at("limit")};
}

void add_group(const Trials& trials, std::size_t g, const Group& group, flow::Artifact& result) {
    const std::size_t count = group.trials, points = trials.network(g, 0).arrays.at("epoch").size();
    const auto compared = columns_of(group.law);
    Vector error = Vector::from_shape({count}), limit_error = error, limit_gap = error, limit_rms = error;
    Vector diverged = error;
    Matrix time = Matrix::from_shape({points, count});
    Matrix rung_error = Matrix::from_shape({rung_count, count}), rung_gap = rung_error;
    Cube gap = Cube::from_shape({compared.size(), family_count, count});
    for (std::size_t t = 0; t < count; ++t) {
        const Trial trial = trials.at(t);
        const flow::Artifact& network = trials.network(g, t);
        const Vector f = network.arrays.at("prediction"), limit = network.arrays.at("limit");
        error(t) = trial.data.error(f, group.law);
        limit_error(t) = trial.data.error(limit, group.law);
        limit_gap(t) = statistics::predictor_gap(f, limit);
        limit_rms(t) = root_mean_square(f - limit);
        diverged(t) = network.arrays.at("diverged")();
        xt::view(time, xt::all(), t) = network.arrays.at("rmse");
        for (std::size_t s = 0; s < compared.size(); ++s)
            for (std::size_t k = 0; k < family_count; ++k)
                gap(s, k, t) =
                    statistics::predictor_gap(f, kernel_prediction_of(trial, compared[s], k, group.hidden_layers));
        if (group.law != 0) continue;
        const auto others = compared_with(trial, network, group.hidden_layers);
        for (std::size_t r = 0; r < rung_count; ++r) {
            rung_error(r, t) = error(t) - trial.data.error(others[r], group.law);
            rung_gap(r, t) = statistics::predictor_gap(f, others[r]);
        }
    }
    const std::string name = group.name() + "/";
    result.arrays[name + "rmse"] = error;
    result.arrays[name + "limit.rmse"] = limit_error;
    result.arrays[name + "limit.gap"] = limit_gap;
    result.arrays[name + "limit.rms"] = limit_rms;
    result.arrays[name + "diverged"] = diverged;
    result.arrays[name + "epoch"] = trials.network(g, 0).arrays.at("epoch");
    result.arrays[name + "time"] = time;
    result.arrays[name + "gap"] = gap;
    if (group.law != 0) return;
    result.arrays[name + "rungs.error"] = rung_error;
    result.arrays[name + "rungs.gap"] = rung_gap;
}

}  // namespace

flow::Artifact errors(const json& parameters, const flow::Inputs& inputs) {
    const Trials trials(parameters, inputs);
    flow::Artifact result;
    add_kernels(trials, result);
    add_infinite(trials, result);
    const std::vector<Group> groups = groups_of(parameters);
    for (std::size_t g = 0; g < groups.size(); ++g) add_group(trials, g, groups[g], result);
    return result;
}

}  // namespace ntk::studies::authors
