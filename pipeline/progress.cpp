#include "pipeline/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include <fmt/format.h>

namespace ntk::pipeline {
namespace {

constexpr const char* clear_line = "\r\033[K";

std::size_t terminal_width() {
    winsize size = {};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string duration_text(double seconds) {
    if (seconds < 9.95) return fmt::format("{:.2f} s", seconds);
    if (seconds < 119.5) return fmt::format("{:.0f} s", seconds);
    const long whole = std::lround(seconds);
    if (seconds >= 3 * 3600.0) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
    return fmt::format("{} min {:02} s", whole / 60, whole % 60);
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
    std::cout << fmt::format("[{}/{}] {:>8}  {:.12}  {}", computed_ + kept_, work_.stages.size(),
                             result.kept ? "kept" : duration_text(result.seconds), result.hash,
                             work_.stages[stage].name)
              << std::endl;
}

void Progress::draw_bar(const std::string& name) const {
    const std::size_t done = computed_ + kept_, all = work_.stages.size();
    constexpr std::size_t cells = 24;
    const std::size_t filled = cells * done / all;
    std::string line = fmt::format("[{:-<{}}] {}/{}", std::string(filled, '#'), cells, done, all);
    // What is kept takes no time to speak of, so the rate is that of the work itself.
    if (cost_computed_ > 0 && done < all)
        line += fmt::format("  about {} s left", std::lround(seconds() * cost_left_ / cost_computed_) + 1);
    line += "  " + name;
    line.resize(std::min(line.size(), terminal_width() - 1));
    std::cout << clear_line << line << std::flush;
}

}  // namespace ntk::pipeline
