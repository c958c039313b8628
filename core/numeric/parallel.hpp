// Runs loops on several threads by oneTBB. Where the macro NTK_SERIAL is defined there is one thread: in WebAssembly
// several workers run several stages instead. Work is split over independent results only and never inside a sum, so
// the number of threads changes no bit.
#pragma once

#include <cstddef>
#include <functional>

namespace ntk::numeric {

/// How many threads are used: the environment variable NTK_THREADS says, or else as many as the machine has. Throws
/// std::runtime_error where NTK_THREADS is not a count ≥ 1.
std::size_t thread_count();

/// The part of parallel_for that is compiled only once.
void call_in_parallel(std::size_t n, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body);

/// Calls body(begin, end) for pieces that make up [0, n), on several threads, and returns when all calls have. A range
/// is halved as long as it is longer than `grain`, so no piece of a longer range is shorter than half of `grain`. A
/// body may call parallel_for itself. An exception that a body throws is rethrown here.
template <class Body>
void parallel_for(std::size_t n, std::size_t grain, const Body& body) {
    call_in_parallel(n, grain, std::cref(body));  // by reference, because a copy of the body might allocate memory
}

}  // namespace ntk::numeric
