#include "core/studies/playground.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/kernels/fully_connected.hpp"
#include "core/regression/ridge.hpp"
#include "core/statistics/errors.hpp"

namespace ntk {
namespace {

using Vector = xt::xtensor<double, 1>;

constexpr const char* stream = "playground";

Split draw(const PlaygroundParameters& p, const Samples* table) {
    if (table) return split_table(*table, p.training_points, p.seed, stream);
    const std::string place(stream);
    return {draw_samples(p.task, p.training_points, p.seed, place + "/train"),
            draw_samples(p.task, p.test_points, p.seed, place + "/test")};
}

// Evenly spaced inputs from the least to the greatest of the split; none where a task has several inputs.
Samples even_grid(const Split& split, std::size_t points) {
    if (split.train.x.shape(1) != 1) points = 0;
    Samples grid{xt::xtensor<double, 2>::from_shape({points, split.train.x.shape(1)}), xt::zeros<double>({points})};
    const auto [train_least, train_most] = std::minmax_element(split.train.x.begin(), split.train.x.end());
    const auto [test_least, test_most] = std::minmax_element(split.test.x.begin(), split.test.x.end());
    const double least = std::min(*train_least, *test_least), most = std::max(*train_most, *test_most);
    for (std::size_t i = 0; i < points; ++i)
        grid.x(i, 0) = least + (most - least) * (static_cast<double>(i) / static_cast<double>(points - 1));
    return grid;
}

// Interpolating; where two inputs are the same to the kernel, with the least ridge that will do.
Vector interpolating_coefficients(const xt::xtensor<double, 2>& k, const Vector& y) {
    try {
        return ridge_coefficients(k, y, 0.0);
    } catch (const NotPositiveDefinite& error) {
        return ridge_coefficients(k, y, error.least_ridge);
    }
}

}  // namespace

Playground::Playground(const PlaygroundParameters& p, const Samples* table) {
    if (p.training_points < 2 || p.test_points < 2 || p.grid_points < 2)
        throw std::invalid_argument("the playground needs at least 2 points to train on, to test on and to draw");
    const Split drawn = draw(p, table);
    const Split split = standardise(drawn);
    train_.samples = split.train;
    test_.samples = split.test;
    grid_.samples = standardise({drawn.train, even_grid(drawn, p.grid_points)}).test;

    const std::vector<std::size_t> depth = {p.hidden_layers};
    const KernelPair k = kernels(split.train.x, Architecture{}, depth)[0];
    spectrum_ = spectrum(k.ntk);
    rate_ = 1.0 / spectrum_.largest();

    NetworkShape shape;
    shape.inputs = split.train.x.shape(1);
    shape.width = p.width;
    shape.hidden_layers = p.hidden_layers;
    const Network start(shape, p.seed, stream);
    const Vector nngp = interpolating_coefficients(k.nngp, split.train.y);
    for (View* view : {&train_, &test_, &grid_}) {
        const KernelPair to_train = kernels(view->samples.x, split.train.x, Architecture{}, depth)[0];
        view->ntk = to_train.ntk;
        view->nngp = kernel_prediction(to_train.nngp, nngp);
        view->network_at_start = predict(start, view->samples.x);
    }
    const Vector targets = split.train.y + train_.network_at_start;
    trainer_ = std::make_unique<Trainer>(start, split.train.x, targets,
                                         TrainingRule{Optimizer::gradient_descent, rate_, 0}, p.seed, stream);
}

void Playground::advance(std::size_t steps) {
    for (std::size_t i = 0; i < steps && !diverged_; ++i) diverged_ = !std::isfinite(trainer_->step());
}

Vector Playground::network_prediction(const View& view) const {
    return predict(trainer_->network(), view.samples.x) - view.network_at_start;
}

PlaygroundState Playground::state() const {
    PlaygroundState s;
    s.steps = trainer_->steps_taken();
    const Vector coefficients = trained_coefficients(spectrum_, train().y, rate_, s.steps);
    s.network = network_prediction(test_);
    s.ntk = kernel_prediction(test_.ntk, coefficients);
    s.network_curve = network_prediction(grid_);
    s.ntk_curve = kernel_prediction(grid_.ntk, coefficients);
    s.network_training_error = normalised_mean_squared_error(network_prediction(train_), train().y);
    s.ntk_training_error = normalised_mean_squared_error(kernel_prediction(train_.ntk, coefficients), train().y);
    s.network_test_error = normalised_mean_squared_error(s.network, test().y);
    s.ntk_test_error = normalised_mean_squared_error(s.ntk, test().y);
    if (s.steps > 0) s.gap = predictor_gap(s.network, s.ntk);
    return s;
}

double Playground::nngp_test_error() const {
    return normalised_mean_squared_error(nngp(), test().y);
}

}  // namespace ntk
