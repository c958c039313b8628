// One network of the study `narrow` that is trained a step at a time beside the limit. The demo shows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/flow/artifact.hpp"
#include "core/numeric/arrays.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/narrow/task.hpp"
#include "core/training/narrow_trainer.hpp"

namespace ntk::studies::narrow {

class Run {
public:
    /// Draws a network with L = `depth` hidden layers, with the start of narrow networks or with He's (`he`). The scale
    /// is C = 5 (L/100)², which is the publication's at both of its depths, but at least 2. There are 40 training
    /// points. The kernel's unit is L C², and of He's start the one in which its kernel has the limit's largest
    /// eigenvalue. The rate is 0.25 over that unit, as in the publication. Throws std::invalid_argument for a depth
    /// of 0.
    Run(std::size_t depth, bool he, std::uint64_t seed);

    /// Takes a step, unless training has diverged.
    void step();
    std::size_t steps() const { return trainer_->steps_taken(); }

    /// The state now. Its A = 79 angles are those of the training points and of the points between them. Errors are
    /// those of narrow.hpp. Where the network has diverged, what is computed from it may be infinite or NaN. Arrays
    ///   angle (A)                   in degrees
    ///   target, network, limit (A)  f*, f, and the limit trained as long
    ///   step, diverged              diverged is 0 or 1
    ///   network.error, limit.error
    ///   distance.start, distance    ‖Θ̂(x0, ·) − Θ∞(x0, ·)‖/‖Θ∞(x0, ·)‖ over these angles, before training and now;
    ///                               missing for He's start, whose kernel has no such limit
    ///   gap                         predictor gap D from the limit; missing at step 0, where the limit is constant
    flow::Artifact state() const;

private:
    double distance(const network::NarrowNetwork& network) const;

    Task task_;
    Matrix shown_;                // (A, 2)
    Matrix limit_kernel_;         // (1, A), between x0 and what is shown
    Matrix to_points_;            // (A, n)
    regression::Spectrum limit_;  // on the training points
    double unit_;
    std::optional<double> start_distance_;
    bool diverged_ = false;
    std::optional<training::NarrowTrainer> trainer_;
};

}  // namespace ntk::studies::narrow
