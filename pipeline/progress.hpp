// Shows how far a run has come: on a terminal by a bar with the time left, elsewhere by a line for each stage.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "pipeline/scheduler.hpp"

namespace ntk::pipeline {

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

/// "0.43 s", "12 s", "3 min 20 s".
std::string duration_text(double seconds);

}  // namespace ntk::pipeline
