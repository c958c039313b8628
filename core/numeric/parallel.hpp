// Threads: oneTBB natively, none where NTK_SERIAL is set (WebAssembly, where several workers run several stages
// instead). Work is split over independent results only, never inside a sum, so the number of threads changes no bit.
#pragma once

#include <cstddef>
#include <functional>

namespace ntk::numeric {

/// Threads in use: NTK_THREADS, or the machine's. Throws std::runtime_error where NTK_THREADS is not a count ≥ 1.
std::size_t thread_count();

/// As parallel_for below, of which it is the part that is compiled once.
void call_in_parallel(std::size_t n, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body);

/// Calls body(begin, end) over pieces of [0, n) on several threads; returns when all are done. The range is halved as
/// long as it is longer than `grain`, so no piece is shorter than half of `grain` and one of at most `grain` indices is
/// never cut. A call inside another's body is allowed. An exception of the body is rethrown here.
template <class Body>
void parallel_for(std::size_t n, std::size_t grain, const Body& body) {
    call_in_parallel(n, grain, std::cref(body));  // a reference: a copy of the body would take memory
}

}  // namespace ntk::numeric
