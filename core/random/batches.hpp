// Says which rows each step of minibatch training takes. Networks of finite and of infinite width both ask here, so
// that a comparison of the two can give them the same batches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ntk::random {

class Batches {
public:
    /// A step takes `batch` of the `rows` rows. Where `batch` is 0, or not less than `rows`, each step takes all of
    /// them in their own order. Otherwise the order of epoch e is drawn from the stream NAME + "/epoch=e", and the
    /// epoch's last batch is shorter where `batch` does not divide `rows`. Throws std::invalid_argument where rows = 0.
    Batches(std::size_t rows, std::size_t batch, std::uint64_t seed, std::string name);

    std::size_t row_count() const { return order_.size(); }
    /// How many rows a batch has. An epoch's last batch may have fewer.
    std::size_t batch() const { return batch_; }
    std::size_t steps_per_epoch() const;
    /// Whether each step takes all rows in their own order.
    bool full() const { return batch_ == order_.size(); }

    /// The rows of the step with the number `step` = 0, 1 …, valid until the next call. Asking for a step of another
    /// epoch than the last time draws that epoch's order, so ask in order.
    std::span<const std::size_t> rows(std::size_t step);

private:
    std::size_t batch_;
    std::uint64_t seed_;
    std::string name_;
    std::vector<std::size_t> order_;  // the order of the rows in the epoch epoch_
    std::size_t epoch_;
};

}  // namespace ntk::random
