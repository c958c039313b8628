#include "core/blas/gemm.hpp"

#include <algorithm>
#include <utility>

#include "core/blas/gemm_pack.hpp"
#include "core/blas/workspace.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk::blas {
namespace {

enum class Part { whole, lower, upper };

struct Product {
    Index m, n, k;
    double alpha;
    ConstView a, b;
    double beta;
    View c;  // column = 1
    Part part;
};

struct Range {
    Index begin, end;
    Index size() const { return end - begin; }
};

constexpr Index panels_at_once = 8;      // of B: with 256 terms they and a panel of A fill half of a 1 MB L2
constexpr Index rows_at_once = 2048;     // of A: bounds the packed copy to 4 MB
constexpr Index rows_worth_packing = 4;  // panels of B that must reuse A

const GemmKernel& kernel() {
    static const GemmKernel& chosen = NTK_DISPATCH(gemm_kernel)();
    return chosen;
}

bool inside(Part part, Index i, Index j) {
    return part == Part::whole || (part == Part::lower ? i >= j : i <= j);
}

/// A tile that the diagonal of C may cross: what lies outside the part is left alone.
void run_clipped(const GemmTile& t, Part part, Index i, Index j) {
    const Index last_i = i + t.rows - 1, last_j = j + t.columns - 1;
    if (inside(part, i, last_j) && inside(part, last_i, j)) return kernel().run(t);
    if (!inside(part, part == Part::lower ? last_i : i, part == Part::lower ? j : last_j)) return;
    double sums[32 * 32];
    GemmTile whole = t;
    whole.c = sums;
    whole.c_row = 32;
    whole.alpha = 1;
    whole.overwrite = true;
    kernel().run(whole);
    for (Index di = 0; di < t.rows; ++di)
        for (Index dj = 0; dj < t.columns; ++dj)
            if (inside(part, i + di, j + dj)) {
                double& c = t.c[di * t.c_row + dj];
                const double term = t.alpha * sums[di * 32 + dj];
                c = t.overwrite ? term : t.beta * c + term;
            }
}

/// The rows × columns of C, by one thread.
void compute(const Product& x, Range rows, Range columns) {
    const GemmKernel& tile = kernel();
    const Index panels_of_b = (columns.size() + tile.columns - 1) / tile.columns;
    const bool pack_a = panels_of_b > rows_worth_packing;
    const Index group = panels_at_once * tile.columns;
    static thread_local Workspace a_space, b_space;
    for (Index p0 = 0; p0 < x.k; p0 += block_length) {
        const Index depth = std::min(block_length, x.k - p0);
        for (Index i0 = rows.begin; i0 < rows.end; i0 += rows_at_once) {
            const Index i1 = std::min(i0 + rows_at_once, rows.end);
            double* packed_a = nullptr;
            if (pack_a) {
                packed_a = a_space.reserve(packed_size(depth, i1 - i0, tile.rows));
                pack(x.a.from(i0, p0).transposed(), depth, i1 - i0, tile.rows, packed_a);
            }
            for (Index j0 = columns.begin; j0 < columns.end; j0 += group) {
                const Index j1 = std::min(j0 + group, columns.end);
                double* packed_b = b_space.reserve(packed_size(depth, j1 - j0, tile.columns));
                pack(x.b.from(p0, j0), depth, j1 - j0, tile.columns, packed_b);
                for (Index i = i0; i < i1; i += tile.rows) {
                    GemmTile t;
                    t.rows = std::min(tile.rows, i1 - i);
                    t.depth = depth;
                    t.a = pack_a ? packed_a + (i - i0) * depth : &x.a(i, p0);
                    t.a_row = pack_a ? 1 : x.a.row;
                    t.a_step = pack_a ? tile.rows : x.a.column;
                    t.b_step = tile.columns;
                    t.c_row = x.c.row;
                    t.alpha = x.alpha;
                    t.beta = p0 == 0 ? x.beta : 1.0;
                    t.overwrite = p0 == 0 && x.beta == 0;
                    for (Index j = j0; j < j1; j += tile.columns) {
                        t.columns = std::min(tile.columns, j1 - j);
                        t.b = packed_b + (j - j0) * depth;
                        t.c = &x.c(i, j);
                        run_clipped(t, x.part, i, j);
                    }
                }
            }
        }
    }
}

void scale(const Product& x) {
    for (Index i = 0; i < x.m; ++i)
        for (Index j = 0; j < x.n; ++j)
            if (inside(x.part, i, j)) x.c(i, j) = x.beta == 0 ? 0.0 : x.beta * x.c(i, j);
}

void run(Product x) {
    if (x.m == 0 || x.n == 0) return;
    if (x.c.column != 1 || (x.n == 1 && x.c.row == 1)) {
        std::swap(x.m, x.n);
        std::swap(x.a, x.b);
        x.a = x.a.transposed();
        x.b = x.b.transposed();
        x.c = x.c.transposed();
        if (x.part != Part::whole) x.part = x.part == Part::lower ? Part::upper : Part::lower;
    }
    if (x.alpha == 0 || x.k == 0) return scale(x);

    // Threads take whole rows or columns of panels, whichever there are more of.
    const GemmKernel& tile = kernel();
    const double terms = static_cast<double>(x.m) * static_cast<double>(x.n) * static_cast<double>(x.k);
    constexpr double terms_worth_a_thread = 1 << 20;
    const Index row_panels = (x.m + tile.rows - 1) / tile.rows;
    const Index column_panels = (x.n + tile.columns - 1) / tile.columns;
    const bool by_rows = x.m > x.n;
    const Index most = std::max<Index>(1, static_cast<Index>(std::min(terms / terms_worth_a_thread, 4096.0)));
    // The parts of a triangle differ in size: more of them, so that the threads even out.
    const Index threads = static_cast<Index>(thread_count()) * (x.part == Part::whole ? 1 : 4);
    const Index pieces = std::min({most, threads, by_rows ? row_panels : column_panels});
    if (thread_count() == 1 || pieces == 1) return compute(x, {0, x.m}, {0, x.n});
    parallel_for(static_cast<std::size_t>(pieces), 1, [&](std::size_t first, std::size_t last) {
        const Index from = static_cast<Index>(first), to = static_cast<Index>(last);
        if (by_rows)
            compute(x, {row_panels * from / pieces * tile.rows, std::min(x.m, row_panels * to / pieces * tile.rows)},
                    {0, x.n});
        else
            compute(x, {0, x.m},
                    {column_panels * from / pieces * tile.columns,
                     std::min(x.n, column_panels * to / pieces * tile.columns)});
    });
}

}  // namespace

void gemm(Index m, Index n, Index k, double alpha, ConstView a, ConstView b, double beta, View c) {
    run({m, n, k, alpha, a, b, beta, c, Part::whole});
}

void gemm_lower(Index n, Index k, double alpha, ConstView a, ConstView b, double beta, View c) {
    run({n, n, k, alpha, a, b, beta, c, Part::lower});
}

}  // namespace ntk::blas
