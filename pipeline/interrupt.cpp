#include "pipeline/interrupt.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <string_view>

#include "pipeline/exit_status.hpp"

namespace ntk::pipeline {
namespace {

std::atomic<bool> noted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void say(std::string_view message) {
    // Nothing is to be done where even this cannot be written.
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, message.data(), message.size());
}

extern "C" void note(int) {
    noted = true;
    say("\nntk: finishing what is under way, for 15 seconds at most; once more to stop at once\n");
    alarm(15);
}

// Files come into their places whole, so the end of the process at any moment loses only what is under way.
extern "C" void end(int) {
    say("ntk: interrupted: what was done is kept; run the same command again to go on\n");
    _exit(exit_interrupted);
}

}  // namespace

void watch_interrupts() {
    struct sigaction action = {};
    action.sa_handler = note;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = end;
    sigaction(SIGALRM, &action, nullptr);
}

bool interrupted() {
    return noted;
}

}  // namespace ntk::pipeline
