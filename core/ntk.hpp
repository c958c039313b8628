// All that programs outside this tree may use, as <ntk/ntk.hpp> of the installed library (core/README.md, "As a
// library").
#pragma once

#include "core/error/error.hpp"
#include "core/kernels/controls.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/network/empirical_ntk.hpp"
#include "core/network/network.hpp"
#include "core/network/pass.hpp"
#include "core/numeric/arrays.hpp"
#include "core/random/stream.hpp"
#include "core/regression/ensemble.hpp"
#include "core/regression/kernel_sgd.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/training/linearised_trainer.hpp"
#include "core/training/trainer.hpp"
