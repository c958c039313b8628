#include "pipeline/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

namespace ntk::pipeline {
namespace {

constexpr const char* clear_line = "\r\033[K";

std::size_t terminal_width() {
    winsize size = {};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string duration_text(double seconds) {
    char text[48];
    if (seconds < 9.95)
        std::snprintf(text, sizeof text, "%.2f s", seconds);
    else if (seconds < 119.5)
        std::snprintf(text, sizeof text, "%.0f s", seconds);
    else if (seconds >= 3 * 3600.0)
        std::snprintf(text, sizeof text, "%ld h %02ld min", std::lround(seconds) / 3600,
                      std::lround(seconds) / 60 % 60);
    else
        std::snprintf(text, sizeof text, "%ld min %02ld s", std::lround(seconds) / 60, std::lround(seconds) % 60);
    return text;
}

Progress::Progress(const Work& work) : work_(work), terminal_(isatty(STDOUT_FILENO) == 1) {
    for (const flow::Stage& stage : work.stages) cost_left_ += stage.cost;
}

Progress::~Progress() {
    if (terminal_) std::cout << clear_line << std::flush;
}

double Progress::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

void Progress::done(std::size_t stage, const StageResult& result) {
    const double cost = work_.stages[stage].cost;
    cost_left_ -= cost;
    if (!result.kept) cost_computed_ += cost;
    ++(result.kept ? kept_ : computed_);
    if (terminal_) {
        draw_bar(work_.stages[stage].name);
        return;
    }
    char line[64];
    std::snprintf(line, sizeof line, "[%zu/%zu] %8s  %.12s  ", computed_ + kept_, work_.stages.size(),
                  result.kept ? "kept" : duration_text(result.seconds).c_str(), result.hash.c_str());
    std::cout << line << work_.stages[stage].name << std::endl;
}

void Progress::draw_bar(const std::string& name) const {
    const std::size_t done = computed_ + kept_, all = work_.stages.size();
    constexpr std::size_t cells = 24;
    const std::size_t filled = cells * done / all;
    std::string line = "[" + std::string(filled, '#') + std::string(cells - filled, '-') + "] " + std::to_string(done) +
                       "/" + std::to_string(all);
    // What is kept takes no time to speak of, so the rate is that of the work itself.
    if (cost_computed_ > 0 && done < all)
        line += "  about " + std::to_string(std::lround(seconds() * cost_left_ / cost_computed_) + 1) + " s left";
    line += "  " + name;
    line.resize(std::min(line.size(), terminal_width() - 1));
    std::cout << clear_line << line << std::flush;
}

}  // namespace ntk::pipeline
