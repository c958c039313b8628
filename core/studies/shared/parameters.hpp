// The parameters that several studies have. Each is described once here, for study files, for the command's options and
// for the page's forms.
#pragma once

#include "core/flow/parameters.hpp"

namespace ntk::studies::parameter {

inline constexpr std::size_t many = 100000000;

inline constexpr flow::WholeNumber seed{"seed", "Of splits, starts and batches", 0, std::size_t{1} << 31},
    training_points{"training_points", "Rows to train on; the rest test", 4, 20000},
    most_test_points{"most_test_points", "Rows to test on, of those left, at most", 20, 1000000},
    hidden_layers{"hidden_layers", "Depths, increasing", 1, 100}, width{"width", "Of the hidden layers", 1, 65536},
    splits{"splits", "Draws of the training rows (kernels alone: at least 20)", 2, 100000},
    starts{"starts", "Networks a split, depth and regime", 1, 1000},
    steps{"steps", "In the theory's regime, of gradient descent", 1, many},
    epochs{"epochs", "In practice: Adam, rate 0.001, batches of 32", 1, many};

}  // namespace ntk::studies::parameter
