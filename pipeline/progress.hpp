// Shows how far work has come: on a terminal by a bar with the time left, elsewhere by a line for each part of it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "pipeline/scheduler.hpp"

namespace ntk::pipeline {

/// Of the stages of a run.
class Progress {
public:
    explicit Progress(const Work& work);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();  // clears the bar

    void done(std::size_t stage, const StageResult& result);

    std::size_t computed() const { return computed_; }
    std::size_t kept() const { return kept_; }
    double seconds() const;

private:
    void draw_bar(const std::string& name) const;

    const Work& work_;
    const bool terminal_;
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::size_t computed_ = 0, kept_ = 0;
    double cost_left_ = 0, cost_computed_ = 0;
};

/// Of one long computation. Nothing is shown where it takes less than two seconds.
class Meter {
public:
    /// Where done() is not called, the time left is guessed from the `operations` (estimate.hpp) that the work takes.
    explicit Meter(std::string what, double operations = 0);
    Meter(const Meter&) = delete;
    Meter& operator=(const Meter&) = delete;
    ~Meter();  // clears the bar

    /// What share of the work is done, from 0 to 1; may be called by any thread.
    void done(double share);

    /// The same as a function to hand on, which must not outlive the meter.
    std::function<void(double)> callback() {
        return [this](double share) { done(share); };
    }

private:
    void watch();
    double share() const;
    std::optional<double> seconds_left() const;

    const std::string what_;
    const double guess_;  // seconds that all takes; 0: not known
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::mutex mutex_;
    std::condition_variable ended_;
    bool end_ = false;
    std::optional<double> share_, first_share_;  // of done()'s last call and its first,
    double first_seconds_ = 0;                   // before which some work is prepared that tells nothing of the rate
    std::thread watcher_;                        // last, as it reads the others
};

/// "0.43 s", "12 s", "3 min 20 s".
std::string duration_text(double seconds);

}  // namespace ntk::pipeline
