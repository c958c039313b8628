// The C++ of core/coming-from-neural-tangents.md gives the numbers that neural-tangents gives, which theirs.py derives
// with 60 digits (reference.json). The page shows the regions of this file; tests/scripts/neural_tangents.py compares
// them.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <xtensor/xview.hpp>

#include "core/ntk.hpp"

namespace {

using namespace ntk;
using nlohmann::json;

// Numbers stand as such or, where they have more digits than a double, as texts.
double number(const json& value) {
    return value.is_string() ? std::strtod(value.get<std::string>().c_str(), nullptr) : value.get<double>();
}

Vector vector(const json& values) {
    Vector result = Vector::from_shape({values.size()});
    for (std::size_t i = 0; i < values.size(); ++i) result(i) = number(values[i]);
    return result;
}

Matrix matrix(const json& rows) {
    Matrix result = Matrix::from_shape({rows.size(), rows[0].size()});
    for (std::size_t i = 0; i < rows.size(); ++i) xt::view(result, i, xt::all()) = vector(rows[i]);
    return result;
}

const json reference = json::parse(std::ifstream(NTK_ROOM "/reference.json"));
const Matrix x_train = matrix(reference.at("x_train")), x_test = matrix(reference.at("x_test"));
const Matrix all_targets = matrix(reference.at("y_train"));
const Vector first_targets = xt::view(all_targets, xt::all(), 0);
const double learning_rate = number(reference.at("learning_rate")), finite_t = number(reference.at("t"));
constexpr double W_std = 1.5, b_std = 0.1;
constexpr double never = std::numeric_limits<double>::infinity();

// What the kernels promise, 2e-15 (4 + layers), where no terms of both signs are added (fully_connected.hpp). Of sums
// of both signs it is relative to the terms, and so to the largest element here.
constexpr double kernel_error = 1.4e-14;

double largest(const Vector& values) {
    double result = 0.0;
    for (const double value : values) result = std::fmax(result, std::fabs(value));
    return result;
}

Vector flat(const Matrix& m) {
    Vector result = Vector::from_shape({m.size()});
    std::copy(m.begin(), m.end(), result.begin());
    return result;
}

void check(const std::string& what, const Vector& ours, const Vector& theirs, double tolerance) {
    BOOST_TEST_REQUIRE(ours.size() == theirs.size());
    const double error = largest(ours - theirs);
    BOOST_TEST(error <= tolerance, what << ": error " << error << ", tolerance " << tolerance);
}

struct Kernels {
    Matrix k_train_train, k_test_train;
    kernels::KernelPair k;
};

Kernels kernel_fn(const numeric::Activation& activation, std::size_t hidden_layers) {
    // [region: kernel_fn]
    // _, _, kernel_fn = stax.serial(stax.Dense(512, W_std, b_std), stax.Relu(), stax.Dense(512, W_std, b_std),
    //                               stax.Relu(), stax.Dense(1, W_std, b_std))
    // has activation = numeric::Activation::relu, and hidden_layers = 2: it calls stax.Relu twice.
    const kernels::Architecture architecture{activation, W_std * W_std, b_std * b_std};
    // kernel_fn(x_train, None, 'ntk') and kernel_fn(x_test, x_train, 'ntk')
    const Matrix k_train_train = kernels::kernel(kernels::KernelKind::ntk, x_train, architecture, hidden_layers);
    const Matrix k_test_train = kernels::kernel(kernels::KernelKind::ntk, x_test, x_train, architecture, hidden_layers);
    // kernel_fn(x_test, x_train), which has both: k.nngp and k.ntk
    const kernels::KernelPair k = kernels::nngp_and_ntk(x_test, x_train, architecture, {hidden_layers})[0];
    // [endregion: kernel_fn]
    return {k_train_train, k_test_train, k};
}

Vector gp_inference(const Matrix& k_train_train, const Matrix& k_test_train, const Vector& y_train, double diag_reg) {
    // [region: gp_inference]
    // predict_fn = nt.predict.gp_inference(k_train_train, y_train, diag_reg)
    // mean = predict_fn('ntk', k_test_train)
    const double ridge = diag_reg * regression::mean_diagonal(k_train_train);
    const Vector coefficients = regression::ridge_coefficients(k_train_train, y_train, ridge);
    const Vector mean = regression::kernel_prediction(k_test_train, coefficients);
    // [endregion: gp_inference]
    return mean;
}

Vector gradient_descent_mse(const Matrix& k_train_train, const Matrix& k_test_train, const Vector& y_train, double t,
                            const Vector& fx_train_0, const Vector& fx_test_0, double targets) {
    // [region: gradient_descent_mse]
    // predict_fn = nt.predict.gradient_descent_mse(k_train_train, y_train, learning_rate)
    // _, fx_test_t = predict_fn(t, fx_train_0, fx_test_0, k_test_train)
    const regression::Spectrum spectrum = regression::spectrum(k_train_train);
    const double time = learning_rate * t / targets;  // targets is y_train.size, rows times outputs
    const Vector shares = regression::gradient_flow_shares(spectrum, time);
    const Vector coefficients = regression::shared_coefficients(spectrum, shares, y_train - fx_train_0);
    const Vector fx_test_t = fx_test_0 + regression::kernel_prediction(k_test_train, coefficients);
    // [endregion: gradient_descent_mse]
    return fx_test_t;
}

regression::Ensemble ensemble_of_ntk(const Vector& y_train, double t, double diag_reg, double targets) {
    const kernels::Architecture architecture{numeric::Activation::relu, W_std * W_std, b_std * b_std};
    const std::size_t hidden_layers = 2;
    // [region: ensemble]
    // predict_fn = nt.predict.gradient_descent_mse_ensemble(kernel_fn, x_train, y_train, learning_rate, diag_reg)
    // mean, covariance = predict_fn(t, x_test, 'ntk', compute_cov=True)
    const kernels::KernelPair train_train = kernels::nngp_and_ntk(x_train, architecture, {hidden_layers})[0];
    const kernels::KernelPair test_train = kernels::nngp_and_ntk(x_test, x_train, architecture, {hidden_layers})[0];
    const kernels::KernelPair test_test = kernels::nngp_and_ntk(x_test, architecture, {hidden_layers})[0];
    regression::Spectrum spectrum = regression::spectrum(train_train.ntk);
    spectrum.values += diag_reg * regression::mean_diagonal(train_train.ntk);
    const Vector shares = regression::gradient_flow_shares(spectrum, learning_rate * t / targets);
    const regression::StartCovariance start{train_train.nngp, test_train.nngp, xt::diagonal(test_test.nngp)};
    const regression::Ensemble ensemble =
        regression::trained_ensemble(spectrum, test_train.ntk, start, y_train, shares);
    // [endregion: ensemble]
    return ensemble;
}

regression::Ensemble ensemble_of_one_kernel(const Matrix& k_train_train, const Matrix& k_test_train,
                                            const Matrix& k_test_test, const Vector& y_train, double t, double diag_reg,
                                            double targets) {
    // [region: one_kernel]
    // The same by 'nngp', where all three are the NNGP; and gp_inference's 'ntkgp', where they are the NTK and t is
    // infinite.
    const double ridge = diag_reg * regression::mean_diagonal(k_train_train);
    Matrix noisy = k_train_train;
    for (std::size_t i = 0; i < noisy.shape(0); ++i) noisy(i, i) += ridge;
    const regression::Spectrum spectrum = regression::spectrum(noisy);
    const Vector shares = regression::gradient_flow_shares(spectrum, learning_rate * t / targets);
    const regression::StartCovariance start{noisy, k_test_train, xt::diagonal(k_test_test)};
    const regression::Ensemble ensemble = regression::trained_ensemble(spectrum, k_test_train, start, y_train, shares);
    // [endregion: one_kernel]
    return ensemble;
}

// Solving with a kernel may magnify its error by the condition number.
double solved_error(const Matrix& k, const Vector& y) {
    return kernel_error * regression::spectrum(k).condition_number() * largest(y);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(neural_tangents)

BOOST_AUTO_TEST_CASE(kernel_fn_of_every_shared_activation) {
    for (const json& c : reference.at("kernels")) {
        const auto name = c.at("activation").get<std::string>();
        const Kernels ours = kernel_fn(numeric::activation_named(name), c.at("hidden_layers").get<std::size_t>());
        const auto compare = [&](const Matrix& k, const char* key) {
            const Vector theirs = flat(matrix(c.at(key)));
            check(name + ", " + key, flat(k), theirs, kernel_error * largest(theirs));
        };
        compare(ours.k_train_train, "ntk_train_train");
        compare(ours.k_test_train, "ntk_test_train");
        compare(ours.k.ntk, "ntk_test_train");
        compare(ours.k.nngp, "nngp_test_train");
    }
    BOOST_TEST(reference.at("kernels").size() == 24U);
}

BOOST_AUTO_TEST_CASE(gradient_descent_mse_at_finite_and_infinite_time) {
    const Kernels kernels = kernel_fn(numeric::Activation::relu, 2);
    const Matrix &k_train_train = kernels.k_train_train, &k_test_train = kernels.k_test_train;
    const json& theirs = reference.at("gradient_descent_mse");
    const Vector& y = first_targets;
    const Vector fx_train_0 = vector(reference.at("fx_train_0")), fx_test_0 = vector(reference.at("fx_test_0"));
    const double n = static_cast<double>(y.size()), tolerance = solved_error(k_train_train, y);
    const auto at = [&](double t) {
        return gradient_descent_mse(k_train_train, k_test_train, y, t, fx_train_0, fx_test_0, n);
    };
    check("t", at(finite_t), vector(theirs.at("finite")), tolerance);
    check("t=None", at(never), vector(theirs.at("infinite")), tolerance);

    Matrix noisy = k_train_train;
    for (std::size_t i = 0; i < y.size(); ++i)
        noisy(i, i) += number(reference.at("diag_reg")) * regression::mean_diagonal(k_train_train);
    check("diag_reg", gradient_descent_mse(noisy, k_test_train, y, finite_t, fx_train_0, fx_test_0, n),
          vector(theirs.at("regularised")), tolerance);

    for (std::size_t k = 0; k < 2; ++k)
        check("output " + std::to_string(k),
              gradient_descent_mse(k_train_train, k_test_train, xt::view(all_targets, xt::all(), k), finite_t,
                                   xt::zeros<double>({5}), xt::zeros<double>({2}), 2.0 * n),
              vector(theirs.at("two_outputs")[k]), tolerance);

    const regression::Spectrum spectrum = regression::spectrum(k_train_train);
    const double targets = n;
    // [region: max_learning_rate]
    // nt.predict.max_learning_rate(k_train_train, y_train.size)
    const double max_learning_rate = 2.0 * targets / spectrum.largest();
    // [endregion: max_learning_rate]
    // They add 1e-12 to the eigenvalue, which is near 23.
    BOOST_TEST(std::fabs(max_learning_rate - number(reference.at("max_learning_rate"))) < 2.0 * kernel_error);
}

BOOST_AUTO_TEST_CASE(gp_inference_and_ensembles) {
    const kernels::Architecture architecture{numeric::Activation::relu, W_std * W_std, b_std * b_std};
    const auto train = kernels::nngp_and_ntk(x_train, architecture, {2})[0];
    const auto test = kernels::nngp_and_ntk(x_test, x_train, architecture, {2})[0];
    const auto between_tests = kernels::nngp_and_ntk(x_test, architecture, {2})[0];
    const double n = static_cast<double>(first_targets.size());
    std::size_t means = 0;
    for (const json& c : reference.at("ensembles")) {
        const auto get = c.at("get").get<std::string>();
        const bool nngp = get == "nngp", infinite = c.at("t").is_null();
        const Matrix &k_train = nngp ? train.nngp : train.ntk, &k_test = nngp ? test.nngp : test.ntk,
                     &k_between = nngp ? between_tests.nngp : between_tests.ntk;
        const double t = infinite ? never : finite_t;
        // An absolute diag_reg, in units of the mean of the diagonal as the page's calls take it.
        const double diag_reg =
            number(c.at("diag_reg")) / (c.at("absolute").get<bool>() ? regression::mean_diagonal(k_train) : 1.0);
        const regression::Ensemble ours =
            get == "ntk" ? ensemble_of_ntk(first_targets, t, diag_reg, n)
                         : ensemble_of_one_kernel(k_train, k_test, k_between, first_targets, t, diag_reg, n);
        const Matrix covariance = matrix(c.at("covariance"));
        const Vector variance = xt::diagonal(covariance), mean = vector(c.at("mean"));
        const std::string what = c.dump();
        // The variance has the influence twice, and kernels near 10 in place of targets near 1.
        const double tolerance = solved_error(k_train, first_targets);
        check("mean of " + what, ours.mean, mean, tolerance);
        check("variance of " + what, ours.variance, variance, 10.0 * tolerance);
        if (infinite) {
            check("gp_inference of " + what, gp_inference(k_train, k_test, first_targets, diag_reg), mean, tolerance);
            ++means;
        }
    }
    BOOST_TEST(means == 9U);
}

BOOST_AUTO_TEST_CASE(empirical_ntk_and_linearize_at_their_parameters) {
    const json& numbers = reference.at("network");
    const auto params = numbers.at("parameters").get<std::vector<double>>(),
               new_params = numbers.at("new_parameters").get<std::vector<double>>();
    for (const json& c : numbers.at("activations")) {
        const numeric::Activation activation = numeric::activation_named(c.at("activation").get<std::string>());
        // [region: network]
        // _, apply_fn, _ = stax.serial(stax.Dense(4, W_std, b_std), stax.Relu(), stax.Dense(4, W_std, b_std),
        //                              stax.Relu(), stax.Dense(1, W_std, b_std))
        const network::NetworkShape shape{
            x_train.shape(1), 4, 2, activation, network::Parameterization::ntk, W_std * W_std, b_std * b_std};
        network::Network network(shape, 0, "start");  // draws the parameters, as init_fn does
        network.parameters = params;                  // or takes theirs: for each layer W by rows, then b
        // apply_fn(params, x_test)
        const Vector f = network::predict(network, x_test);
        // nt.empirical_ntk_fn(apply_fn)(x_test, x_train, params)
        const Matrix k_test_train = network::empirical_ntk(network, x_test, x_train);
        // nt.linearize(apply_fn, params)(new_params, x_test)
        std::vector<double> change = new_params;
        for (std::size_t i = 0; i < change.size(); ++i) change[i] -= params[i];
        network::Pass pass(shape, x_test.shape(0));
        pass.forward(network, x_test.data(), x_test.shape(0));
        const Vector f_lin = f + pass.derivative_along(network, change.data());
        // [endregion: network]
        const Vector y_train = first_targets;
        const double targets = static_cast<double>(y_train.size());
        // [region: linearised]
        // 10 steps of gradient descent on 0.5 * np.mean((f_lin(params, x_train) - y_train)**2)
        training::LinearisedTrainer trainer(network, x_train, y_train,
                                            {training::Optimizer::gradient_descent, learning_rate / targets});
        for (int step = 0; step < 10; ++step) trainer.step();
        const Vector f_trained = trainer.prediction(x_test);
        // [endregion: linearised]

        // Some hundred operations on numbers near 1 round by 1e-16 each.
        const double rounding = 1e-14;
        const std::string name = c.at("activation").get<std::string>();
        BOOST_TEST_REQUIRE(network.layers().back().biases + 1 == params.size());
        check(name + ", apply_fn", f, vector(c.at("apply_fn")), rounding);
        check(name + ", empirical_ntk", flat(k_test_train), flat(matrix(c.at("empirical_ntk"))), rounding);
        check(name + ", linearize", f_lin, vector(c.at("linearize")), rounding);
        check(name + ", trained", f_trained, vector(c.at("linearised_after_10_steps")), rounding);
        const Vector f_train = network::predict(network, x_train);
        Matrix products = Matrix::from_shape({f.size(), f_train.size()});
        for (std::size_t i = 0; i < f.size(); ++i)
            for (std::size_t j = 0; j < f_train.size(); ++j) products(i, j) = f(i) * f_train(j);
        check(name + ", empirical_nngp", flat(products), flat(matrix(c.at("empirical_nngp"))), rounding);
    }
}

// Gradient flow is the limit of gradient descent at small rates, linearly in the rate; of the eigenvalue 0 too.
BOOST_AUTO_TEST_CASE(flow_is_the_limit_of_steps) {
    const regression::Spectrum spectrum{Vector{0.0, 0.5, 2.0},
                                        Matrix{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
    const double time = 1.5;
    const Vector flow = regression::gradient_flow_shares(spectrum, time);
    BOOST_TEST(flow(0) == time);
    const auto distance = [&](std::size_t steps) {
        const double rate = time / static_cast<double>(steps);
        return largest(regression::gradient_descent_shares(spectrum, rate, steps) - flow);
    };
    BOOST_TEST(distance(10000) < 1e-4);
    BOOST_TEST(std::fabs(distance(10000) / distance(20000) - 2.0) < 1e-3);
}

BOOST_AUTO_TEST_SUITE_END()
