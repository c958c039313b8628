// In a steady state nothing is allocated: neither by a training step after the first ones, nor by a BLAS call after one
// like it.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <new>
#include <vector>

#include "core/blas/cblas.h"
#include "core/numeric/arrays.hpp"
#include "core/random/stream.hpp"
#include "core/training/trainer.hpp"

namespace {
std::atomic<long> taken{0};

void* take(std::size_t size, std::size_t alignment) {
    ++taken;
    void* const memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}
}  // namespace

// Counts every allocation that this executable makes by C++'s new; those inside oneTBB's library are not seen. It is
// not inlined, because GCC would see memory of operator new given to free, and warn.
[[gnu::noinline]] void* operator new(std::size_t size) {
    return take(size, alignof(std::max_align_t));
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
    return take(size, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

namespace {

/// How many allocations ten calls of the work make after so many others.
template <class Work>
long taken_by(const Work& work, int calls_before) {
    for (int i = 0; i < calls_before; ++i) work();
    const long before = taken;
    for (int i = 0; i < 10; ++i) work();
    return taken - before;
}

constexpr int for_every_thread = 100;  // each thread has its own memory, and may meet its first piece of work late

long taken_by_steps(std::size_t width, ntk::training::Optimizer optimizer, std::size_t rows, std::size_t batch,
                    int steps_before) {
    const ntk::network::NetworkShape shape{
        3, width, 2, ntk::numeric::Activation::relu, ntk::network::Parameterization::ntk, 2.0, 0.1};
    ntk::training::Trainer trainer(ntk::network::Network(shape, 2, "network"),
                                   ntk::random::Stream(1, "x").normals(rows, 3), xt::ones<double>({rows}),
                                   {optimizer, 1e-4, batch}, 3, "train");
    return taken_by([&] { trainer.step(); }, steps_before);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_count_sees_an_allocation) {
    BOOST_TEST(taken_by([] { std::vector<double> memory(10); }, 0) == 10);
}

BOOST_AUTO_TEST_CASE(a_training_step_takes_no_memory_after_the_first) {
    using namespace ntk;
    for (const auto optimizer :
         {training::Optimizer::gradient_descent, training::Optimizer::momentum, training::Optimizer::adam})
        BOOST_TEST(taken_by_steps(32, optimizer, 64, 0, 1) == 0);
    BOOST_TEST(taken_by_steps(32, training::Optimizer::adam, 300, 8, 1) ==
               0);  // within an epoch, which draws its order
    BOOST_TEST(taken_by_steps(300, training::Optimizer::adam, 64, 0, for_every_thread) == 0);
}

BOOST_AUTO_TEST_CASE(products_and_solves_take_no_memory_in_a_steady_state) {
    constexpr int n = 300;
    auto a = ntk::random::Stream(4, "a").normals(n, n), b = ntk::random::Stream(4, "b").normals(n, n);
    ntk::Matrix c = a;
    for (int i = 0; i < n; ++i) a(i, i) = 100;
    const auto gemm = [&] {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, n, 1, a.data(), n, b.data(), n, 0, c.data(), n);
    };
    const auto gemv = [&] {
        cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1, a.data(), n, b.data(), 1, 0, c.data(), 1);
    };
    const auto trsm = [&] {
        cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, n, 1, a.data(), n, c.data(),
                    n);
    };
    BOOST_TEST(taken_by(gemm, for_every_thread) == 0);
    BOOST_TEST(taken_by(gemv, for_every_thread) == 0);
    BOOST_TEST(taken_by(trsm, for_every_thread) == 0);
}
