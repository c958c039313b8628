// Which rows each step of minibatch training takes. A network of finite width and the one of infinite width that are
// given the same batches differ by their width alone, so both ask here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ntk::random {

class Batches {
public:
    /// Of `rows` ≥ 1 rows, `batch` a step; where that is 0 or more than there are, all of them, in their own order.
    /// Else each epoch's order is drawn from the stream NAME + "/epoch=e", and its last batch is short where `batch`
    /// does not divide `rows`. Throws std::invalid_argument where there are no rows.
    Batches(std::size_t rows, std::size_t batch, std::uint64_t seed, std::string name);

    std::size_t row_count() const { return order_.size(); }
    /// Rows of every batch but an epoch's last, which may have fewer.
    std::size_t batch() const { return batch_; }
    std::size_t steps_per_epoch() const;
    /// Whether each step takes all rows in their own order.
    bool full() const { return batch_ == order_.size(); }

    /// The rows of step t = 0, 1 …, valid until the next call. An epoch's order is drawn when a step of it is asked for
    /// after one of another.
    std::span<const std::size_t> rows(std::size_t step);

private:
    std::size_t batch_;
    std::uint64_t seed_;
    std::string name_;
    std::vector<std::size_t> order_;  // of the rows, in epoch_
    std::size_t epoch_;
};

}  // namespace ntk::random
