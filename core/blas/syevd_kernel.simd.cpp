#include "core/blas/syevd_kernel.hpp"

#include <algorithm>

#include "core/blas/vector_parts.hpp"
#include "core/numeric/fma.hpp"

namespace ntk::blas::NTK_ISA {
namespace {

using simd::lanes;
using simd::Vector;

/// Calls f<Part>(j, count) for the vectors of n elements. Part says that the vector, the last, has only `count` lanes.
template <class F>
void by_vectors(Index n, const F& f) {
    Index j = 0;
    for (; j + lanes <= n; j += lanes) f.template operator()<false>(j, lanes);
    if (j < n) f.template operator()<true>(j, n - j);
}

template <bool Part>
Vector load(const double* p, Index count) {
    if constexpr (Part)
        return load_part(p, count);
    else
        return simd::load(p);
}

template <bool Part>
void store(double* p, Index count, Vector x) {
    if constexpr (Part)
        store_part(p, count, x);
    else
        simd::store(p, x);
}

void axpy(Index n, double a, const double* x, double* y) {
    const Vector as = simd::broadcast(a, Vector{});
    by_vectors(n, [&]<bool Part>(Index j, Index count) {
        store<Part>(y + j, count, simd::fma(as, load<Part>(x + j, count), load<Part>(y + j, count)));
    });
}

/// What RankTwo makes of elements (k, j), given v_k, w_k and those of j.
Vector changed(Vector element, Vector vk, Vector wk, Vector vj, Vector wj) {
    return element - (vk * wj + wk * vj);
}

/// Takes `Rows` rows together, from row k on, so that y, v and w are loaded once for all of them.
template <int Rows, bool Changes>
void multiply_rows(Index n, const RankTwo* change, Index k, double* rows, Index step, const double* x, double* y) {
    Vector xs[Rows], vs[Rows], ws[Rows];
#pragma GCC unroll 8
    for (int q = 0; q < Rows; ++q) {
        xs[q] = simd::broadcast(x[k + q], Vector{});
        if constexpr (Changes) {
            vs[q] = simd::broadcast(change->v[k + q], Vector{});
            ws[q] = simd::broadcast(change->w[k + q], Vector{});
        }
    }
    rows += k * step;
    by_vectors(n, [&]<bool Part>(Index j, Index count) {
        Vector sum = load<Part>(y + j, count), v{}, w{};
        if constexpr (Changes) {
            v = load<Part>(change->v + j, count);
            w = load<Part>(change->w + j, count);
        }
#pragma GCC unroll 8
        for (int q = 0; q < Rows; ++q) {
            double* const at = rows + q * step + j;
            Vector element = load<Part>(at, count);
            if constexpr (Changes) {
                element = changed(element, vs[q], ws[q], v, w);
                store<Part>(at, count, element);
            }
            sum = simd::fma(xs[q], element, sum);
        }
        store<Part>(y + j, count, sum);
    });
}

template <bool Changes>
void multiply_all(Index n, const RankTwo* change, double* rows, Index step, const double* x, double* y) {
    constexpr int at_once = 4;
    Index k = 0;
    for (; k + at_once <= n; k += at_once) multiply_rows<at_once, Changes>(n, change, k, rows, step, x, y);
    for (; k < n; ++k) multiply_rows<1, Changes>(n, change, k, rows, step, x, y);
}

void multiply(Index n, const RankTwo* change, double* rows, Index step, const double* x, double* y) {
    change != nullptr ? multiply_all<true>(n, change, rows, step, x, y)
                      : multiply_all<false>(n, change, rows, step, x, y);
}

void change_row(Index n, const RankTwo& change, Index k, double* row) {
    const Vector vk = simd::broadcast(change.v[k], Vector{}), wk = simd::broadcast(change.w[k], Vector{});
    by_vectors(n, [&]<bool Part>(Index j, Index count) {
        const Vector v = load<Part>(change.v + j, count), w = load<Part>(change.w + j, count);
        store<Part>(row + j, count, changed(load<Part>(row + j, count), vk, wk, v, w));
    });
}

// Strips of a matrix's columns are worked on in memory of their own: there every vector is aligned, and no rows push
// each other out of the cache. A strip's vectors hide the latency of the chain from row to row.
constexpr int widest = 4;  // vectors
static_assert(widest * lanes <= strip);

/// Copies the first `columns` of each row.
void copy(Index rows, Index columns, const double* from, Index from_step, double* to, Index to_step) {
    for (Index k = 0; k < rows; ++k)
        __builtin_memcpy(to + k * to_step, from + k * from_step, static_cast<std::size_t>(columns) * sizeof(double));
}

/// One row of a strip.
template <int Wide>
struct Row {
    static constexpr Index step = Wide * lanes;  // from row to row
    Vector of[Wide];

    static Row load(const double* p) {
        Row row;
#pragma GCC unroll 8
        for (int u = 0; u < Wide; ++u) row.of[u] = simd::load(p + u * lanes);
        return row;
    }
    void store(double* p) const {
#pragma GCC unroll 8
        for (int u = 0; u < Wide; ++u) simd::store(p + u * lanes, of[u]);
    }
    /// Takes fma(a, row, this).
    void add(double a, const Row& row) {
        const Vector as = simd::broadcast(a, Vector{});
#pragma GCC unroll 8
        for (int u = 0; u < Wide; ++u) of[u] = simd::fma(as, row.of[u], of[u]);
    }
    /// Turns itself, as the lower row, and `above`. The upper row is then here, and the lower one in `above`.
    void turn(const Rotation& rotation, Row& above) {
        const Vector c = simd::broadcast(rotation.c, Vector{}), s = simd::broadcast(rotation.s, Vector{});
#pragma GCC unroll 8
        for (int u = 0; u < Wide; ++u) {
            const Vector x = above.of[u];
            above.of[u] = s * x + c * of[u];
            of[u] = c * x - s * of[u];
        }
    }
};

template <int Wide, class F>
void as_narrow(Index j, Index columns, const F& f) {
    if constexpr (Wide > 1)
        if (columns <= (Wide - 1) * lanes) return as_narrow<Wide - 1>(j, columns, f);
    f.template operator()<Wide>(j, columns);
}

/// Calls f<Wide>(j, columns) for strips of n columns, of Wide vectors each. All strips but the last are the widest.
template <class F>
void in_strips(Index n, const F& f) {
    for (Index j = 0; j < n; j += widest * lanes) as_narrow<widest>(j, std::min<Index>(n - j, widest * lanes), f);
}

void multiply_reflections(Index n, const double* a, Index a_row, const double* tau, double* q, double* memory) {
    in_strips(n, [&]<int Wide>(Index begin, Index columns) {
        using Row = Row<Wide>;
        constexpr Index step = Row::step;
        std::fill_n(memory, n * step, 0.0);
        for (Index j = 0; j < columns; ++j) memory[(begin + j) * step + j] = 1;
        const auto before = [&](Index j) {
            while (--j >= 0 && tau[j] == 0) {
            }
            return j;
        };
        const auto products = [&](const double* v, Index first, Index end, Row& sum) {
            for (Index k = first; k < end; ++k) sum.add(v[k], Row::load(memory + k * step));
        };
        // Reflection j finds only zeros in the columns up to j. While its rows are changed, the products v' row of the
        // reflection that comes next are taken.
        Index j = before(begin + columns - 1);
        Row sum{};
        if (j >= 0) products(a + j * a_row, j + 1, n, sum);
        while (j >= 0) {
            const Index next = before(j);
            const double *const v = a + j * a_row, *const next_v = next >= 0 ? a + next * a_row : v;
            Row next_sum{};
            products(next_v, next + 1, j + 1, next_sum);
            for (Index k = j + 1; k < n; ++k) {
                Row row = Row::load(memory + k * step);
                row.add(-tau[j] * v[k], sum);
                row.store(memory + k * step);
                next_sum.add(next_v[k], row);
            }
            sum = next_sum;
            j = next;
        }
        copy(n, columns, memory, step, q + begin, n);
    });
}

/// A sweep's rotations from row `from` on.
Sweep below(const Sweep& sweep, Index from) {
    const Index skipped = from - sweep.first;
    return {from, sweep.count - skipped, sweep.rotations + skipped};
}

template <int Wide>
void make(const Sweep& sweep, double* strip) {
    constexpr Index step = Row<Wide>::step;
    double* row = strip + (sweep.first + sweep.count) * step;
    Row<Wide> lower = Row<Wide>::load(row);
    for (Index r = sweep.count - 1; r >= 0; --r, row -= step) {
        Row<Wide> above = Row<Wide>::load(row - step);
        lower.turn(sweep.rotations[r], above);
        above.store(row);
    }
    lower.store(row);
}

/// Makes two sweeps that end at the same row, the second one row behind the first, so that a row is read and written
/// once.
template <int Wide>
void make(const Sweep& a, const Sweep& b, double* strip) {
    constexpr Index step = Row<Wide>::step;
    // Together they go from row r + 1 (the first) and row r + 2 (the second) on. What lies below is done alone.
    const Index end = a.first, r = std::min(end + a.count - 1, end + b.count - 2);
    if (r < end) {
        make<Wide>(a, strip);
        return make<Wide>(b, strip);
    }
    if (end + a.count > r + 1) make<Wide>(below(a, r + 1), strip);
    if (end + b.count > r + 2) make<Wide>(below(b, r + 2), strip);
    double* row = strip + (r + 2) * step;
    Row<Wide> second = Row<Wide>::load(row), first = Row<Wide>::load(row - step);
    for (Index q = r - end; q >= 0; --q, row -= step) {
        Row<Wide> above = Row<Wide>::load(row - 2 * step);
        first.turn(a.rotations[q], above);
        second.turn(b.rotations[q + 1], above);
        above.store(row);
    }
    second.turn(b.rotations[0], first);
    first.store(row);
    second.store(row - step);
}

void rotate(Index n, const Sweep* sweeps, Index count, double* rows, Index rows_step, double* memory) {
    in_strips(n, [&]<int Wide>(Index j, Index columns) {
        constexpr Index step = Row<Wide>::step;
        std::fill_n(memory, n * step, 0.0);  // what lies beside the columns is turned too
        copy(n, columns, rows + j, rows_step, memory, step);
        for (Index q = 0; q < count; ++q)
            if (q + 1 < count && sweeps[q].first == sweeps[q + 1].first) {
                make<Wide>(sweeps[q], sweeps[q + 1], memory);
                ++q;
            } else {
                make<Wide>(sweeps[q], memory);
            }
        copy(n, columns, memory, step, rows + j, rows_step);
    });
}

constexpr RowKernel kernel{&axpy, &change_row, &multiply, &multiply_reflections, &rotate};

}  // namespace

const RowKernel& row_kernel() {
    return kernel;
}

}  // namespace ntk::blas::NTK_ISA
