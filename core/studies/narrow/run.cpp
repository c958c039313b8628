#include "core/studies/narrow/run.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <xtensor/xadapt.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/narrow.hpp"
#include "core/regression/ridge.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/shared/unit_circle.hpp"

namespace ntk::studies::narrow {
namespace {

constexpr std::size_t training_points = 40;
constexpr double rate = 0.25;  // times the kernel's unit

// What stands for the training points among the points shown, which are those and one between each two of them.
Vector at_points(const Vector& shown) {
    return xt::view(shown, xt::range(std::size_t{0}, shown.size(), std::size_t{2}));
}

xt::xarray<double> number(double value) {
    return xt::xarray<double>(value);
}

}  // namespace

Run::Run(std::size_t depth, bool he, std::uint64_t seed)
    : task_(training_points),
      shown_(shared::circle_points(arc(2 * training_points - 1))),
      limit_kernel_(kernels::narrow_limit(shared::circle_points(fixed_angle), shown_)),
      to_points_(kernels::narrow_limit(shown_, task_.x)),
      limit_(regression::spectrum(kernels::narrow_limit(task_.x, task_.x))) {
    const double layers = static_cast<double>(depth), scale = std::max(2.0, 5.0 * (layers / 100.0) * (layers / 100.0));
    network::NarrowNetwork start = he ? network::he_narrow_network(2, depth, seed, "narrow")
                                      : network::narrow_network(2, depth, scale, seed, "narrow");
    unit_ = he ? regression::spectrum(network::empirical_ntk(start, task_.x, task_.x)).largest() / limit_.largest()
               : layers * scale * scale;
    if (!he) start_distance_ = distance(start);
    trainer_.emplace(std::move(start), task_.x, task_.y, rate / unit_);
}

void Run::step() {
    if (!diverged_) diverged_ = !std::isfinite(trainer_->step());
}

double Run::distance(const network::NarrowNetwork& network) const {
    const Matrix kernel = network::empirical_ntk(network, shared::circle_points(fixed_angle), shown_) / unit_;
    return statistics::relative_distance(kernel, limit_kernel_);
}

flow::Artifact Run::state() const {
    flow::Artifact artifact;
    auto& arrays = artifact.arrays;
    arrays["angle"] = xt::adapt(arc(shown_.shape(0))) * 180.0;
    arrays["target"] = shared::products(shown_);
    const Vector now = network::predict(trainer_->network(), shown_);
    const Vector limit = regression::kernel_prediction(
        to_points_, regression::trained_coefficients(limit_, task_.y, task_.summed_rate(rate), steps()));
    arrays["network"] = now;
    arrays["limit"] = limit;
    arrays["step"] = number(static_cast<double>(steps()));
    arrays["diverged"] = number(diverged_ ? 1.0 : 0.0);
    arrays["network.error"] = number(statistics::normalised_mean_squared_error(at_points(now), task_.y));
    arrays["limit.error"] = number(statistics::normalised_mean_squared_error(at_points(limit), task_.y));
    if (start_distance_) {
        arrays["distance.start"] = number(*start_distance_);
        arrays["distance"] = number(distance(trainer_->network()));
    }
    if (steps() > 0) arrays["gap"] = number(statistics::predictor_gap(now, limit));
    return artifact;
}

}  // namespace ntk::studies::narrow
