#include "core/numeric/parallel.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

#ifndef NTK_SERIAL
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace ntk::numeric {

#ifdef NTK_SERIAL

std::size_t thread_count() {
    return 1;
}

void call_in_parallel(std::size_t n, std::size_t, const std::function<void(std::size_t, std::size_t)>& body) {
    if (n > 0) body(0, n);
}

#else

namespace {
std::size_t choose_thread_count() {
    const char* forced = std::getenv("NTK_THREADS");
    if (forced == nullptr || *forced == '\0') return static_cast<std::size_t>(oneapi::tbb::info::default_concurrency());
    char* end = nullptr;
    const long count = std::strtol(forced, &end, 10);
    if (*end != '\0' || count < 1 || count > 4096)
        throw std::runtime_error("NTK_THREADS=" + std::string(forced) + " is not a number of threads from 1 to 4096");
    return static_cast<std::size_t>(count);
}

// The arena in which all parallel work of this process runs.
oneapi::tbb::task_arena& arena() {
    static oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism, thread_count());
    static oneapi::tbb::task_arena whole(static_cast<int>(thread_count()));
    return whole;
}
}  // namespace

std::size_t thread_count() {
    static const std::size_t chosen = choose_thread_count();
    return chosen;
}

void call_in_parallel(std::size_t n, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body) {
    if (n == 0) return;
    if (n <= grain || thread_count() == 1) {
        body(0, n);
        return;
    }
    // The loop is isolated, because a thread that waits for it must not take up an unrelated task outside of it
    // meanwhile and so keep its caller waiting.
    const auto run = [&] {
        oneapi::tbb::this_task_arena::isolate([&] {
            oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(0, n, grain),
                                      [&](const auto& range) { body(range.begin(), range.end()); });
        });
    };
    // A nested call is in the arena already. It runs here, because entering the arena again would cost a hand-over.
    if (oneapi::tbb::this_task_arena::current_thread_index() != oneapi::tbb::task_arena::not_initialized)
        run();
    else
        arena().execute(run);
}

#endif

}  // namespace ntk::numeric
