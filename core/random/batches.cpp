#include "core/random/batches.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "core/random/stream.hpp"

namespace ntk::random {
namespace {

constexpr std::size_t no_epoch = std::numeric_limits<std::size_t>::max();

}  // namespace

Batches::Batches(std::size_t rows, std::size_t batch, std::uint64_t seed, std::string name)
    : batch_(batch == 0 ? rows : std::min(batch, rows)),
      seed_(seed),
      name_(std::move(name)),
      order_(rows),
      epoch_(no_epoch) {
    if (rows == 0) throw std::invalid_argument("there are no rows to train on");
    std::iota(order_.begin(), order_.end(), std::size_t{0});
}

std::size_t Batches::steps_per_epoch() const {
    return (order_.size() + batch_ - 1) / batch_;
}

std::span<const std::size_t> Batches::rows(std::size_t step) {
    if (full()) return order_;
    const std::size_t epoch = step / steps_per_epoch(), first = step % steps_per_epoch() * batch_;
    if (epoch != epoch_) {
        order_ = Stream(seed_, name_ + "/epoch=" + std::to_string(epoch)).permutation(order_.size());
        epoch_ = epoch;
    }
    return std::span<const std::size_t>(order_).subspan(first, std::min(batch_, order_.size() - first));
}

}  // namespace ntk::random
