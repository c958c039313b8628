#include "core/blas/gemv.hpp"

#include <algorithm>

#include "core/blas/gemm_kernel.hpp"
#include "core/blas/gemv_kernel.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk::blas {
namespace {

const GemvKernel& kernel() {
    static const GemvKernel chosen = NTK_DISPATCH_PRODUCT(gemv_kernel)();
    return chosen;
}

constexpr Index rows_at_once = 512;   // their sums stay in the first-level cache
constexpr Index long_rows = 16;       // of more than a block, read to their ends, which the processor foresees best
constexpr Index symmetric_rows = 64;  // the square that they have on the diagonal is copied whole

/// A vector in memory.
struct Strided {
    const double* data;
    Index step;
};

/// acc_i = fma(a(i, p), x_p, acc_i) in order of p < depth, which is at most block_length.
void accumulate(Index m, Index depth, ConstView a, Strided x, double* acc) {
    if (a.row == 1)
        kernel().columns(m, depth, a.data, a.column, x.data, x.step, acc);
    else if (a.column != 1)
        for (Index i = 0; i < m; ++i) {
            double row[block_length];
            for (Index p = 0; p < depth; ++p) row[p] = a(i, p);
            accumulate(1, depth, {row, depth, 1}, x, acc + i);
        }
    else if (x.step == 1)
        kernel().rows(m, depth, a.data, a.row, x.data, acc);
    else {
        double together[block_length];
        for (Index p = 0; p < depth; ++p) together[p] = x.data[p * x.step];
        kernel().rows(m, depth, a.data, a.row, together, acc);
    }
}

/// Takes y = alpha sums + beta y for at most rows_at_once rows at a time. add(begin, end, p0, p1, acc) adds the terms
/// p0 … p1 - 1 of the rows begin … end - 1 to acc.
template <class Add>
void combine(Index m, Index n, Index rows, double alpha, double beta, double* y, Index y_step, Add add) {
    if (alpha == 0 || n == 0) {
        for (Index i = 0; i < m; ++i) y[i * y_step] = beta == 0 ? 0.0 : beta * y[i * y_step];
        return;
    }
    const auto part = [&](Index from, Index to) {
        double acc[rows_at_once];
        for (Index begin = from; begin < to; begin += rows) {
            const Index end = std::min(begin + rows, to);
            for (Index p = 0; p < n; p += block_length) {
                std::fill_n(acc, end - begin, 0.0);
                add(begin, end, p, std::min(p + block_length, n), acc);
                for (Index i = begin; i < end; ++i) {
                    double& at = y[i * y_step];
                    const double term = alpha * acc[i - begin];
                    at = p > 0 ? at + term : beta == 0 ? term : beta * at + term;
                }
            }
        }
    };
    // Reading A is all the cost. A thread is worth its start where it reads about half a megabyte or more.
    constexpr Index terms_worth_a_thread = 1 << 16;
    const Index grain = std::max<Index>(8, terms_worth_a_thread / n) / 8 * 8;
    if (m <= grain) return part(0, m);
    numeric::parallel_for(
        static_cast<std::size_t>(m), static_cast<std::size_t>(grain),
        [&](std::size_t from, std::size_t to) { part(static_cast<Index>(from), static_cast<Index>(to)); });
}

}  // namespace

void gemv(Index m, Index n, double alpha, ConstView a, const double* x, Index x_step, double beta, double* y,
          Index y_step) {
    const Index rows = a.column == 1 && n > block_length ? long_rows : rows_at_once;
    combine(m, n, rows, alpha, beta, y, y_step, [&](Index begin, Index end, Index p0, Index p1, double* acc) {
        accumulate(end - begin, p1 - p0, a.from(begin, p0), {x + p0 * x_step, x_step}, acc);
    });
}

void symv_lower(Index n, double alpha, ConstView a, const double* x, Index x_step, double beta, double* y,
                Index y_step) {
    // Left of the diagonal a(i, p) itself is read, right of it a(p, i), and the square between from a copy.
    combine(n, n, symmetric_rows, alpha, beta, y, y_step, [&](Index begin, Index end, Index p0, Index p1, double* acc) {
        const Index rows = end - begin;
        const auto add = [&](Index from, Index to, ConstView part) {
            if (from < to) accumulate(rows, to - from, part, {x + from * x_step, x_step}, acc);
        };
        add(p0, std::min(p1, begin), a.from(begin, p0));
        const Index first = std::max(p0, begin), last = std::min(p1, end);
        if (first < last) {
            double square[symmetric_rows * symmetric_rows];
            for (Index p = first; p < last; ++p)
                for (Index i = begin; i < end; ++i) square[(p - first) * rows + i - begin] = i >= p ? a(i, p) : a(p, i);
            add(first, last, {square, 1, rows});
        }
        const Index after = std::max(p0, end);
        add(after, p1, a.from(after, begin).transposed());
    });
}

}  // namespace ntk::blas
