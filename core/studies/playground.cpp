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
    const auto trained = [](const xt::xtensor<double, 2>& kernel) {
        const Spectrum s = spectrum(kernel);
        return Trained{s, 1.0 / s.largest()};
    };
    ntk_ = trained(k.ntk);
    nngp_ = trained(k.nngp);

    NetworkShape shape;
    shape.inputs = split.train.x.shape(1);
    shape.width = p.width;
    shape.hidden_layers = p.hidden_layers;
    const Network start(shape, p.seed, stream);
    for (View* view : {&train_, &test_, &grid_}) {
        const KernelPair to_train = kernels(view->samples.x, split.train.x, Architecture{}, depth)[0];
        view->ntk = to_train.ntk;
        view->nngp = to_train.nngp;
        view->network_at_start = predict(start, view->samples.x);
    }
    const Vector targets = split.train.y + train_.network_at_start;
    trainer_ = std::make_unique<Trainer>(start, split.train.x, targets,
                                         TrainingRule{Optimizer::gradient_descent, ntk_.rate, 0}, p.seed, stream);
}

void Playground::advance(std::size_t steps) {
    for (std::size_t i = 0; i < steps && !diverged_; ++i) diverged_ = !std::isfinite(trainer_->step());
}

template <class Predict>
PlaygroundPrediction Playground::predict_everywhere(Predict predict) const {
    PlaygroundPrediction p{predict(test_), predict(grid_), 0.0, 0.0};
    p.training_error = normalised_mean_squared_error(predict(train_), train().y);
    p.test_error = normalised_mean_squared_error(p.test, test().y);
    return p;
}

PlaygroundState Playground::state() const {
    const std::size_t steps = trainer_->steps_taken();
    const auto closed_form = [&](const Trained& kernel, xt::xtensor<double, 2> View::*to_train) {
        const Vector coefficients = trained_coefficients(kernel.spectrum, train().y, kernel.rate, steps);
        return predict_everywhere([&](const View& view) { return kernel_prediction(view.*to_train, coefficients); });
    };
    const auto network = predict_everywhere([&](const View& view) -> Vector {
        return predict(trainer_->network(), view.samples.x) - view.network_at_start;
    });
    PlaygroundState state{steps, network, closed_form(ntk_, &View::ntk), closed_form(nngp_, &View::nngp), {}};
    if (steps > 0) state.gap = predictor_gap(state.network.test, state.ntk.test);
    return state;
}

}  // namespace ntk
