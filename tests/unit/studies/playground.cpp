// The playground's state agrees with explicit steps, direct formulas and the limits that theory gives.
#include "core/studies/playground/playground.hpp"
#include "core/numeric/arrays.hpp"
#include "core/studies/registry.hpp"

#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/regression/ridge.hpp"

BOOST_AUTO_TEST_SUITE(playground)

namespace {

using namespace ntk;
using ntk::studies::playground::Run;
using ntk::studies::playground::Setting;

const std::vector<double> x = {-1.6, -0.9, -0.1, 0.6, 1.4}, y = {0.8, -0.7, 0.2, 1.1, -0.4};

Setting setting(std::size_t hidden_layers = 2, std::size_t width = 32) {
    Setting s;
    s.x = x;
    s.y = y;
    s.hidden_layers = hidden_layers;
    s.regime.width = width;
    s.seed = 7;
    return s;
}

flow::Artifact after(std::size_t steps, const Setting& s) {
    Run run(s);
    while (run.steps() < steps) run.work();
    return run.state();
}

double value(const flow::Artifact& a, const std::string& name) {
    return a.arrays.at(name)();
}

double mean(const flow::Artifact& a, const std::string& name) {
    double sum = 0.0;
    for (const double v : a.arrays.at(name)) sum += v;
    return sum / static_cast<double>(a.arrays.at(name).size());
}

double worst_difference(const Vector& a, const Vector& b) {
    double worst = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::fabs(a(i) - b(i)));
    return worst;
}

Matrix inputs(const Vector& column) {
    Matrix result = Matrix::from_shape({column.size(), 2});
    xt::view(result, xt::all(), 0) = column;
    xt::view(result, xt::all(), 1) = 1.0;
    return result;
}

Vector vector(const std::vector<double>& values) {
    Vector result = Vector::from_shape({values.size()});
    std::copy(values.begin(), values.end(), result.begin());
    return result;
}

const ntk::kernels::Architecture architecture;

// A kernel's largest eigenvalue by power iteration.
double largest_eigenvalue(const Matrix& k) {
    Vector v = xt::ones<double>({k.shape(0)});
    double length = 0.0;
    for (int i = 0; i < 3000; ++i) {
        const Vector next = ntk::regression::kernel_prediction(k, v);
        length = 0.0;
        for (const double c : next) length = std::max(length, std::fabs(c));
        v = next / length;
    }
    return length;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_start_subtracted_is_zero_and_has_no_gap) {
    const flow::Artifact a = after(0, setting());
    BOOST_TEST(value(a, "step") == 0.0);
    for (const auto* name : {"network", "linearised", "ntk", "ntk.deviation", "drift"})
        for (const double v : a.arrays.at(name)) BOOST_TEST(v == 0.0);
    BOOST_TEST(a.arrays.count("gap") == 0u);
    double squares = 0.0;
    for (const double target : y) squares += target * target;
    BOOST_TEST(std::fabs(value(a, "ntk.error") - squares / 5.0) < 1e-15);
    BOOST_TEST(std::fabs(a.arrays.at("network.error")(0) - squares / 5.0) < 1e-15);
    // At step 0 the band is the prior's. Its variance K(x, x) at the input (x, 1) is x² + 1 at every depth, because
    // s_w² = 2.
    const Vector grid = a.arrays.at("x"), deviation = a.arrays.at("nngp.deviation");
    for (std::size_t i = 0; i < grid.size(); ++i)
        BOOST_TEST(std::fabs(deviation(i) - std::sqrt(grid(i) * grid(i) + 1.0)) < 1e-14);
}

// They agree with gradient descent and momentum in function space, step by step.
BOOST_AUTO_TEST_CASE(the_kernels_predictions_are_explicit_steps) {
    constexpr int steps = 40;
    for (const training::Optimizer optimizer : {training::Optimizer::gradient_descent, training::Optimizer::momentum}) {
        Setting s = setting();
        s.regime.optimizer = optimizer;
        s.regime.rate = 1.3;
        const flow::Artifact a = after(steps, s);
        const Matrix on = inputs(vector(x)), grid = inputs(a.arrays.at("x"));
        const auto k = ntk::kernels::nngp_and_ntk(on, architecture, {2})[0].ntk;
        const auto to = ntk::kernels::nngp_and_ntk(grid, on, architecture, {2})[0].ntk;
        const double friction = optimizer == training::Optimizer::momentum ? 0.9 : 0.0;
        const double rate = 1.3 * (1.0 + friction) / largest_eigenvalue(k);
        Vector coefficients = xt::zeros<double>({x.size()}), velocity = coefficients;
        for (int t = 0; t < steps; ++t) {
            const Vector gradient = ntk::regression::kernel_prediction(k, coefficients) - vector(y);
            velocity = friction * velocity + gradient;
            coefficients -= rate * velocity;
        }
        BOOST_TEST(worst_difference(a.arrays.at("ntk"), ntk::regression::kernel_prediction(to, coefficients)) < 1e-11);
    }
}

// Its closed form agrees with explicit steps on its parameters.
BOOST_AUTO_TEST_CASE(the_linearisation_is_the_first_starts) {
    constexpr int steps = 30;
    for (const bool subtracted : {true, false})
        for (const training::Optimizer optimizer :
             {training::Optimizer::gradient_descent, training::Optimizer::momentum, training::Optimizer::adam}) {
            Setting s = setting();
            s.regime.start_subtracted = subtracted;
            s.regime.optimizer = optimizer;
            s.starts = 2;
            const flow::Artifact a = after(steps, s);
            ntk::network::NetworkShape shape;
            shape.inputs = 2;
            shape.width = 32;
            shape.hidden_layers = 2;
            const ntk::network::Network network(shape, 7, "playground/start=0");
            const Matrix on = inputs(vector(x)), grid = inputs(a.arrays.at("x"));
            const double unit = 1.0 / largest_eigenvalue(ntk::kernels::nngp_and_ntk(on, architecture, {2})[0].ntk);
            const double rate = optimizer == training::Optimizer::gradient_descent ? unit
                                : optimizer == training::Optimizer::momentum       ? 1.9 * unit * 5.0
                                                                                   : 0.001;
            Vector targets = vector(y);
            if (subtracted) targets += ntk::network::predict(network, on);
            ntk::training::LinearisedTrainer trainer(network, on, targets, {optimizer, rate, 0});
            for (int t = 0; t < steps; ++t) trainer.step();
            Vector expected = trainer.prediction(grid);
            if (subtracted) expected -= ntk::network::predict(network, grid);
            BOOST_TEST(worst_difference(a.arrays.at("linearised"), expected) < 1e-11);
        }
}

// The NNGP's band and mean tend to the posterior: the variance K(x,x) − K(x,X) K(X,X)⁻¹ K(X,x), and the interpolant.
BOOST_AUTO_TEST_CASE(the_band_tends_to_the_posterior) {
    Setting s = setting(1, 1);
    s.x = {-1.2, 0.3, 1.5};
    s.y = {0.5, -0.5, 1.0};
    const flow::Artifact a = after(200000, s);
    const Vector grid = a.arrays.at("x");
    const Matrix on = inputs(vector(s.x));
    const auto k = ntk::kernels::nngp_and_ntk(on, architecture, {1})[0].nngp;
    const auto to = ntk::kernels::nngp_and_ntk(inputs(grid), on, architecture, {1})[0].nngp;
    const Vector interpolant =
        ntk::regression::kernel_prediction(to, ntk::regression::ridge_coefficients(k, vector(s.y), 0.0));
    BOOST_TEST(worst_difference(a.arrays.at("nngp"), interpolant) < 1e-9);
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const Vector row = xt::view(to, i, xt::all());
        const Vector weights = ntk::regression::ridge_coefficients(k, row, 0.0);
        double variance = grid(i) * grid(i) + 1.0;
        for (std::size_t j = 0; j < 3; ++j) variance -= row(j) * weights(j);
        BOOST_TEST(std::fabs(a.arrays.at("nngp.deviation")(i) - std::sqrt(std::max(variance, 0.0))) < 1e-6);
    }
}

// With the start kept, wide networks scatter as the NTK's band says: over 300 starts the mean of ((f −
// mean)/deviation)² is 1, with a standard error of √(2/300) = 0.08. Finite width adds something of order 1/width of the
// kernel's own size, which counts for more where training has left little deviation. It was 4 at width 64, so it is
// 0.07 here.
BOOST_AUTO_TEST_CASE(kept_starts_scatter_as_the_band_says) {
    Setting s = setting(1, 4096);
    s.regime.start_subtracted = false;
    s.starts = 300;
    for (const std::size_t steps : {0u, 30u}) {
        const flow::Artifact a = after(steps, s);
        for (const std::size_t i : {10u, 60u, 110u}) {
            double sum = 0.0;
            for (std::size_t k = 0; k < s.starts; ++k) {
                const double apart =
                    (a.arrays.at("network")(k, i) - a.arrays.at("ntk")(i)) / a.arrays.at("ntk.deviation")(i);
                sum += apart * apart;
            }
            BOOST_TEST(std::fabs(sum / 300.0 - 1.0) < 0.35);
        }
    }
}

// By the theorem gap and drift fall as 1/√m as the width m grows; and they grow with depth. Widths and depths are far
// apart and there are several starts, so that chance does not decide.
BOOST_AUTO_TEST_CASE(width_closes_the_gap_and_depth_opens_it) {
    const auto run = [](std::size_t hidden_layers, std::size_t width) {
        Setting s = setting(hidden_layers, width);
        s.starts = 4;
        return after(64, s);
    };
    const flow::Artifact narrow = run(2, 32), wide = run(2, 1024), deep = run(8, 1024);
    BOOST_TEST_MESSAGE("gap at width 32: " << mean(narrow, "gap") << ", at 1024: " << mean(wide, "gap")
                                           << ", at 8 hidden layers: " << mean(deep, "gap"));
    BOOST_TEST(mean(wide, "gap") < mean(narrow, "gap") / 2.0);
    BOOST_TEST(mean(wide, "drift") < mean(narrow, "drift") / 2.0);
    BOOST_TEST(mean(wide, "gap") < mean(deep, "gap"));
}

BOOST_AUTO_TEST_CASE(a_rate_above_two_diverges_and_says_so) {
    for (const training::Optimizer optimizer : {training::Optimizer::gradient_descent, training::Optimizer::momentum}) {
        Setting s = setting();
        s.regime.optimizer = optimizer;
        s.regime.rate = 4.0;
        const flow::Artifact a = after(3000, s);
        for (const auto* name : {"ntk.diverged", "nngp.diverged", "linearised.diverged"})
            BOOST_TEST(value(a, name) == 1.0);
        BOOST_TEST(ntk::flow::to_json(a).size() > 0u);  // finite throughout
        s.regime.rate = 1.9;
        BOOST_TEST(value(after(3000, s), "ntk.diverged") == 0.0);
    }
}

// The rate's unit is the limit's 1/λmax in the NTK parameterization and the network's own in the standard one.
BOOST_AUTO_TEST_CASE(overshoot_is_the_rate_in_the_starts_own_units) {
    Setting s = setting();
    s.regime.rate = 1.5;
    s.regime.parameterization = ntk::network::Parameterization::standard;
    BOOST_TEST(std::fabs(after(0, s).arrays.at("overshoot")(0) - 1.5) < 1e-12);
    s.regime.parameterization = ntk::network::Parameterization::ntk;
    s.regime.width = 2048;
    BOOST_TEST(std::fabs(after(0, s).arrays.at("overshoot")(0) - 1.5) < 0.3);  // of order 1/√2048 · a few
    s.regime.optimizer = training::Optimizer::adam;
    BOOST_TEST(after(0, s).arrays.count("overshoot") == 0u);
}

// A wide network's picture of its kernel is near that of the limit, and at step 0 the picture of now is that of the
// start.
BOOST_AUTO_TEST_CASE(the_pictures_show_the_kernels) {
    const flow::Artifact a = after(0, setting(2, 1024));
    const Matrix limit = a.arrays.at("kernel.limit"), start = a.arrays.at("kernel.start");
    const Matrix grid = inputs(a.arrays.at("kernel.x")), on = inputs(vector(x));
    const Matrix expected = ntk::kernels::nngp_and_ntk(grid, grid, architecture, {2})[0].ntk /
                            largest_eigenvalue(ntk::kernels::nngp_and_ntk(on, architecture, {2})[0].ntk);
    double far = 0.0, size = 0.0, worst = 0.0;
    for (std::size_t i = 0; i < limit.size(); ++i) {
        worst = std::max(worst, std::fabs(limit.data()[i] - expected.data()[i]));
        far += std::pow(start.data()[i] - limit.data()[i], 2);
        size += std::pow(limit.data()[i], 2);
    }
    BOOST_TEST(worst < 1e-12);
    BOOST_TEST(std::sqrt(far / size) < 0.2);
    BOOST_TEST((a.arrays.at("kernel.now") == a.arrays.at("kernel.start")));
}

BOOST_AUTO_TEST_CASE(the_study_is_the_run) {
    const auto study = nlohmann::json::parse(R"({"study": "playground", "x": [-1.6, -0.9, -0.1, 0.6, 1.4],
        "y": [0.8, -0.7, 0.2, 1.1, -0.4], "hidden_layers": 2, "width": 32, "activation": "erf", "start": "kept",
        "optimizer": "momentum", "relative_rate": 0.5, "starts": 3, "seed": 7, "steps": 12})");
    const auto stages = ntk::studies::make_plan(study);
    BOOST_TEST_REQUIRE(stages.size() == 1u);
    Setting s = setting();
    s.activation = ntk::numeric::Activation::erf;
    s.regime.start_subtracted = false;
    s.regime.optimizer = training::Optimizer::momentum;
    s.regime.rate = 0.5;
    s.starts = 3;
    BOOST_TEST(ntk::flow::to_json(ntk::studies::run_stage(stages[0], {})) == ntk::flow::to_json(after(12, s)));
}

BOOST_AUTO_TEST_CASE(wrong_parameters_are_named) {
    const auto complaint = [](const char* key, const nlohmann::json& wrong) -> std::string {
        nlohmann::json study = {
            {"study", "playground"}, {"x", {0, 1}},        {"y", {1, 0}}, {"hidden_layers", 2}, {"width", 8},
            {"activation", "relu"},  {"relative_rate", 1}, {"starts", 1}, {"seed", 0},          {"steps", 1}};
        study[key] = wrong;
        try {
            ntk::studies::make_plan(study);
        } catch (const ntk::Error& error) {
            return error.what();
        }
        return "";
    };
    BOOST_TEST(complaint("steps", 2).empty());
    for (const auto& [key, wrong] :
         std::initializer_list<std::pair<const char*, nlohmann::json>>{{"y", {1, 0, 1}},
                                                                       {"x", nlohmann::json::array()},
                                                                       {"x", {0, "a"}},
                                                                       {"activation", "softplus"},
                                                                       {"optimizer", "sgd"},
                                                                       {"relative_rate", 0},
                                                                       {"width", 60000},
                                                                       {"starts", 0},
                                                                       {"steps", -1},
                                                                       {"stepz", 3}})
        BOOST_TEST(complaint(key, wrong).find(std::string("\"") + key + "\"") != std::string::npos, key);
}

BOOST_AUTO_TEST_CASE(starts_run_apart_are_those_of_one_run) {
    Setting all = setting();
    all.starts = 3;
    Setting part = all;
    part.starts = 1;
    const flow::Artifact whole = after(5, all);
    Vector gaps = Vector::from_shape({3});
    for (std::size_t s = 0; s < 3; ++s) {
        Run run(part, s);
        while (run.steps() < 5) run.work();
        const flow::Artifact one = run.state();
        gaps(s) = one.arrays.at("gap")(0);
        for (std::size_t i = 0; i < whole.arrays.at("x").size(); ++i)
            BOOST_TEST(one.arrays.at("network")(0, i) == whole.arrays.at("network")(s, i));  // the same bits
    }
    const Vector none = xt::zeros<double>({3});
    BOOST_TEST(ntk::studies::playground::mean_of_living(gaps, none) == value(whole, "gap.mean"));
    BOOST_TEST(ntk::studies::playground::mean_of_living(gaps, Vector{0.0, 1.0, 1.0}) == gaps(0));
}

BOOST_AUTO_TEST_SUITE_END()
