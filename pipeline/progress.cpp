#include "pipeline/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <utility>

#include <fmt/format.h>

#include "core/numeric/parallel.hpp"
#include "pipeline/estimate.hpp"

namespace ntk::pipeline {
namespace {

constexpr const char* clear_line = "\r\033[K";

std::size_t terminal_width() {
    winsize size = {};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

// "[######------------------]".
std::string bar_text(double share) {
    constexpr double cells = 24;
    return fmt::format("[{:-<24}]", std::string(static_cast<std::size_t>(cells * share), '#'));
}

std::string left_text(double seconds) {
    return fmt::format("about {} s left", std::lround(seconds) + 1);
}

void draw(std::string line) {
    line.resize(std::min(line.size(), terminal_width() - 1));
    std::cout << clear_line << line << std::flush;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
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
    return seconds_since(begin_);
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
    std::string line =
        bar_text(static_cast<double>(done) / static_cast<double>(all)) + fmt::format(" {}/{}", done, all);
    // What is kept takes no time to speak of, so the rate is that of the work itself.
    if (cost_computed_ > 0 && done < all) line += "  " + left_text(seconds() * cost_left_ / cost_computed_);
    draw(line + "  " + name);
}

// So many operations take no two seconds anywhere, and their speed need not be measured.
constexpr double shown_from = 1e8;

Meter::Meter(std::string what, double operations)
    : what_(std::move(what)),
      guess_(operations < shown_from
                 ? 0.0
                 : operations / operations_per_second() / static_cast<double>(numeric::thread_count())),
      watcher_([this] { watch(); }) {}

Meter::~Meter() {
    {
        const std::lock_guard lock(mutex_);
        end_ = true;
    }
    ended_.notify_all();
    watcher_.join();
}

void Meter::done(double share) {
    const std::lock_guard lock(mutex_);
    if (!share_) first_share_ = share, first_seconds_ = seconds_since(begin_);
    share_ = std::max(share, share_.value_or(0.0));
}

double Meter::share() const {
    constexpr double never_more = 0.95;  // of what is only guessed
    if (share_) return *share_;
    return guess_ > 0 ? std::min(seconds_since(begin_) / guess_, never_more) : 0.0;
}

std::optional<double> Meter::seconds_left() const {
    const double gained = share() - first_share_.value_or(0.0);
    if (!(gained > 0)) return {};
    return (seconds_since(begin_) - first_seconds_) * (1 - share()) / gained;
}

void Meter::watch() {
    using namespace std::chrono_literals;
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    const auto ended = [this] { return end_; };
    bool told = false;
    std::unique_lock lock(mutex_);
    for (auto pause = 2000ms; !ended_.wait_for(lock, pause, ended); pause = 500ms) {
        const std::optional<double> seconds = seconds_left();
        const std::string left = seconds ? left_text(*seconds) + "  " : "";
        if (terminal)
            draw(bar_text(share()) + "  " + left + what_);
        else if (seconds && !std::exchange(told, true))
            std::cout << what_ << ": " << left_text(*seconds) << std::endl;
    }
    if (terminal) std::cout << clear_line << std::flush;
}

}  // namespace ntk::pipeline
