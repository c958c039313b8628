// A regime's parameters are read, and its training does what they say: it subtracts the start, takes rates in their
// unit, and stops early.
#include "core/studies/shared/regime.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/kernels/fully_connected.hpp"
#include "core/random/stream.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/shared/stages.hpp"

using nlohmann::json;

namespace {

ntk::data::Split split() {
    return ntk::data::standardise(
        {ntk::data::draw_samples("friedman1", 20, 1, "train"), ntk::data::draw_samples("friedman1", 10, 1, "test")});
}

std::string complaint(const char* description) {
    try {
        ntk::studies::shared::read_regime(json::parse(description), "practice.", 8);
    } catch (const ntk::Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_not_said_is_the_theorems) {
    const auto regime = ntk::studies::shared::read_regime(json::parse(R"({"epochs": 3})"), "", 8);
    BOOST_CHECK(regime.parameterization == ntk::network::Parameterization::ntk);
    BOOST_CHECK(regime.optimizer == ntk::training::Optimizer::gradient_descent);
    BOOST_TEST(regime.start_subtracted);
    BOOST_TEST((regime.rate_relative && regime.rate == 1.0));
    BOOST_TEST(regime.width == 8u);
}

BOOST_AUTO_TEST_CASE(a_regime_reads_back_as_it_was_written) {
    const json full =
        json::parse(R"({"parameterization": "standard", "start": "kept", "optimizer": "momentum", "rate": 0.01,
        "batch": 32, "epochs": 7, "width": 16, "early_stopping": true})");
    BOOST_TEST(to_json(ntk::studies::shared::read_regime(full, "", 8)) == full);
}

BOOST_AUTO_TEST_CASE(wrong_keys_of_a_regime_are_named) {
    BOOST_TEST(complaint(R"({"epochs": 1, "optimizer": "adma", "rate": 1})").find("practice.optimizer") !=
               std::string::npos);
    BOOST_TEST(complaint(R"({"epochs": 1, "optimizer": "adam"})").find("practice.rate") != std::string::npos);
    BOOST_TEST(complaint(R"({"epochs": 1, "relative_rate": 1, "rate": 1})").find("relative_rate") != std::string::npos);
    BOOST_TEST(complaint(R"({"epochs": 1, "early_stopping": 3})").find("early_stopping") != std::string::npos);
}

// The equivalence theorem itself: a very wide network after few steps, with its start subtracted, is the kernel's
// closed form. With the start kept it is not.
BOOST_AUTO_TEST_CASE(a_wide_network_in_the_theory_regime_follows_its_kernel) {
    const auto s = split();
    const auto train_train = ntk::kernels::nngp_and_ntk(s.train.x, ntk::kernels::Architecture{}, {2})[0].ntk;
    const auto spectrum = ntk::regression::spectrum(train_train);
    const double unit = 1.0 / spectrum.largest();
    const auto kernel = ntk::regression::kernel_prediction(
        ntk::kernels::nngp_and_ntk(s.test.x, s.train.x, ntk::kernels::Architecture{}, {2})[0].ntk,
        ntk::regression::trained_coefficients(spectrum, s.train.y, unit, 20));
    const auto distance = [&](bool subtracted) {
        ntk::studies::shared::Regime regime;
        regime.epochs = 20;
        regime.width = 2048;
        regime.start_subtracted = subtracted;
        ntk::studies::shared::Training training(regime, 2, s.train, unit, 1, "wide");
        for (std::size_t t = 0; t < training.steps(); ++t) training.step();
        const auto f = training.prediction(s.test.x);
        double sum = 0.0, square = 0.0;
        for (std::size_t i = 0; i < f.size(); ++i) {
            sum += (f(i) - kernel(i)) * (f(i) - kernel(i));
            square += kernel(i) * kernel(i);
        }
        return std::sqrt(sum / square);
    };
    BOOST_TEST(distance(true) < 0.1);   // of order width^(−1/2) = 0.02
    BOOST_TEST(distance(false) > 0.3);  // f_0 is of the size of the targets
}

BOOST_AUTO_TEST_CASE(early_stopping_keeps_a_fifth_back) {
    const auto s = split();
    ntk::studies::shared::Regime regime;
    regime.epochs = 1;
    regime.width = 4;
    regime.early_stopping = true;
    const ntk::studies::shared::Training training(regime, 1, s.train, 0.01, 1, "early");
    BOOST_TEST(training.kept_back().y.size() == 4u);
    for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(training.kept_back().y(i) == s.train.y(16 + i));
}

// A training that learns and then diverges has stopped at its best epoch: it predicts what the same training does that
// ends there. Which rate does so is found by training; its own steps tell that it diverges.
BOOST_AUTO_TEST_CASE(what_was_learnt_before_a_divergence_is_kept) {
    using namespace ntk::studies::shared;
    ntk::flow::Artifact data;
    // A large column that has nothing to do with the target, which is the other column: orthogonal signs.
    ntk::data::Split s;
    for (ntk::data::Samples* part : {&s.train, &s.test}) {
        *part = {ntk::Matrix::from_shape({40, 2}), ntk::Vector::from_shape({40})};
        for (std::size_t i = 0; i < 40; ++i) {
            part->x(i, 0) = i % 2 == 0 ? 3 : -3;
            part->x(i, 1) = part->y(i) = i / 2 % 2 == 0 ? 1 : -1;
        }
    }
    data.arrays["x_train"] = s.train.x;
    data.arrays["y_train"] = s.train.y;
    data.arrays["x_test"] = s.test.x;
    data.arrays["y_test"] = s.test.y;
    const auto trained = [&](const Regime& regime) {
        return train({{"regime", to_json(regime)}, {"hidden_layers", 0}, {"seed", 1}, {"stream", "late"}},
                     {{"split", {}, &data}});
    };
    bool found = false;
    for (double rate = 0.002; rate < 1 && !found; rate *= 1.1) {
        Regime regime;
        regime.parameterization = ntk::network::Parameterization::standard;
        regime.width = 8;
        regime.rate = rate;
        regime.rate_relative = false;
        regime.early_stopping = true;
        regime.epochs = 3000;
        Training steps(regime, 0, s.train, 0.0, 1, "late");
        bool diverges = false;
        for (std::size_t t = 0; t < steps.steps() && !diverges; ++t) diverges = !std::isfinite(steps.step());
        const ntk::flow::Artifact all = trained(regime);
        const double best = all.arrays.at("best_epoch")();
        if (!diverges || all.arrays.at("diverged")() == 1.0) continue;
        found = true;
        regime.epochs = static_cast<std::size_t>(best);
        BOOST_TEST((trained(regime).arrays.at("prediction") == all.arrays.at("prediction")));
        BOOST_TEST(trained(regime).arrays.at("diverged")() == 0.0);
    }
    BOOST_TEST(found);
}
