#include "core/blas/gemm.hpp"

#include <algorithm>
#include <utility>

#include "core/blas/gemm_kernel.hpp"
#include "core/blas/gemm_pack.hpp"
#include "core/blas/gemv.hpp"
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
    View c;  // column = 1; row = 1 where `transposed`
    Part part;
    bool transposed;  // C is computed in tiles of columns, which are turned when they are stored
};

struct Range {
    Index begin, end;
    Index size() const { return end - begin; }
};

constexpr Index panels_at_once = 8;        // of B: with 256 terms they and a panel of A fill half of a 1 MB L2
constexpr Index rows_at_once = 2048;       // of A: bounds its packed copy to 4 MB
constexpr Index panels_worth_packing = 4;  // of B that must use A again for a copy of A to pay
constexpr Index few_rows = 48;             // against which a B that lies transposed in memory is not worth packing

const GemmKernel& kernel() {
    static const GemmKernel chosen = NTK_DISPATCH(gemm_kernel)();
    return chosen;
}
const PackKernel& packing() {
    static const PackKernel chosen = NTK_DISPATCH(pack_kernel)();
    return chosen;
}

bool inside(Part part, Index i, Index j) {
    return part == Part::whole || (part == Part::lower ? i >= j : i <= j);
}

constexpr Index most_columns = 32, most_rows = 8;  // of any instruction set's tile

/// One tile at row i, its panel at column j, by way of a copy of its sums: what lies outside the part is left alone.
void run_clipped(const GemmRows& t, const Cut& panels, Index panel, Part part, Index i, Index j) {
    const Index begin = panels.begin(panel), end = panels.end(panel);
    const bool near = inside(part, i + t.rows - 1, j + begin), far = inside(part, i, j + end - 1);
    if (near && far) return kernel().run(t, panels, panel, panel + 1);
    if (!near && !far) return;
    double sums[most_rows * most_columns];
    GemmRows whole = t;
    whole.c = sums - begin;
    whole.c_row = most_columns;
    whole.alpha = 1;
    whole.overwrite = true;
    kernel().run(whole, panels, panel, panel + 1);
    for (Index row = 0; row < t.rows; ++row)
        for (Index column = begin; column < end; ++column)
            if (inside(part, i + row, j + column)) {
                double& c = t.c[row * t.c_row + column];
                const double term = t.alpha * whole.c[row * most_columns + column];
                c = t.overwrite ? term : t.beta * c + term;
            }
}

/// One tile of a transposed C.
void run_transposed(const GemmRows& t, const Cut& panels, Index panel, Index c_column) {
    const Index begin = panels.begin(panel), end = panels.end(panel);
    alignas(64) double sums[most_rows * most_columns] = {};
    GemmRows whole = t;
    whole.c = sums - begin;
    whole.c_row = most_columns;
    whole.alpha = 1;
    whole.overwrite = true;
    kernel().run(whole, panels, panel, panel + 1);
    GemmRows turned = t;
    turned.c = t.c + begin * c_column;
    turned.c_row = c_column;
    packing().merge_transposed(turned, sums, most_columns, t.rows, end - begin);
}

/// The rows × columns of C, by one thread.
void compute(const Product& x, Range rows, Range columns) {
    const GemmKernel& tile = kernel();
    const Cut panels(columns.size(), tile.columns, tile.lanes);
    const bool pack_a = panels.parts > panels_worth_packing;
    static thread_local Workspace a_space, b_space;
    for (Index p0 = 0; p0 < x.k; p0 += block_length) {
        const Index depth = std::min(block_length, x.k - p0);
        for (Index i0 = rows.begin; i0 < rows.end; i0 += rows_at_once) {
            const Cut strips(std::min(rows_at_once, rows.end - i0), tile.rows, 1);
            double* packed_a = nullptr;
            if (pack_a) {
                packed_a = a_space.reserve(packed_size(depth, strips));
                packing().pack(x.a.from(i0, p0).transposed(), depth, strips, 0, strips.parts, packed_a);
            }
            // The panels of a group are packed by the first strip of rows that uses them, as it reads them.
            const bool pack_on_the_way = x.b.column == 1 && x.part == Part::whole;
            const bool pack_b = !pack_on_the_way || strips.parts > 1;
            for (Index first = 0; first < panels.parts; first += panels_at_once) {
                const Index last = std::min(first + panels_at_once, panels.parts);
                double* packed_b = nullptr;
                if (pack_b)
                    packed_b = b_space.reserve(panels_at_once * tile.columns * depth + 8) - panels.begin(first) * depth;
                if (!pack_on_the_way) packing().pack(x.b.from(p0, columns.begin), depth, panels, first, last, packed_b);
                for (Index strip = 0; strip < strips.parts; ++strip) {
                    const Index begin = strips.begin(strip), i = i0 + begin;
                    GemmRows t;
                    t.rows = strips.width(strip);
                    t.depth = depth;
                    t.a = pack_a ? packed_a + begin * depth : &x.a(i, p0);
                    t.a_row = pack_a ? 1 : x.a.row;
                    t.a_step = pack_a ? t.rows : x.a.column;
                    t.source = pack_on_the_way && strip == 0 ? &x.b(p0, columns.begin) : nullptr;
                    t.source_step = x.b.row;
                    t.packed = packed_b;
                    t.c = &x.c(i, columns.begin);
                    t.c_row = x.c.row;
                    t.alpha = x.alpha;
                    t.beta = p0 == 0 ? x.beta : 1.0;
                    t.overwrite = p0 == 0 && x.beta == 0;
                    if (x.transposed)
                        for (Index panel = first; panel < last; ++panel) run_transposed(t, panels, panel, x.c.column);
                    else if (x.part != Part::whole)
                        for (Index panel = first; panel < last; ++panel)
                            run_clipped(t, panels, panel, x.part, i, columns.begin);
                    else
                        tile.run(t, panels, first, last);
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

/// The same with A and B in each other's place, which gives the transpose of C.
void exchange(Product& x) {
    std::swap(x.m, x.n);
    std::swap(x.a, x.b);
    x.a = x.a.transposed();
    x.b = x.b.transposed();
    x.c = x.c.transposed();
    if (x.part != Part::whole) x.part = x.part == Part::lower ? Part::upper : Part::lower;
}

/// C in pieces, one a thread: whole strips of rows or whole panels, of which there are more.
void share(const Product& x) {
    const GemmKernel& tile = kernel();
    const bool by_rows = x.m > x.n;
    constexpr double terms_worth_a_thread = 1 << 20;
    const double terms = static_cast<double>(x.m) * static_cast<double>(x.n) * static_cast<double>(x.k);
    const Index threads = static_cast<Index>(thread_count());
    // The pieces of a triangle differ in size: more of them, so that the threads even out.
    const Index most = x.part == Part::whole ? threads : 4 * threads;
    const Index worth = static_cast<Index>(std::min(terms / terms_worth_a_thread, 4096.0));
    const Index unit = by_rows ? tile.rows : tile.columns, count = by_rows ? x.m : x.n;
    const Index units = (count + unit - 1) / unit, pieces = std::min({most, worth, units});
    if (threads == 1 || pieces <= 1) return compute(x, {0, x.m}, {0, x.n});
    parallel_for(static_cast<std::size_t>(pieces), 1, [&](std::size_t first, std::size_t last) {
        const auto border = [&](std::size_t piece) {
            return std::min(count, units * static_cast<Index>(piece) / pieces * unit);
        };
        const Range mine{border(first), border(last)};
        compute(x, by_rows ? mine : Range{0, x.m}, by_rows ? Range{0, x.n} : mine);
    });
}

void run(Product x) {
    if (x.m == 0 || x.n == 0) return;
    if (x.n == 1) return gemv(x.m, x.k, x.alpha, x.a, x.b.data, x.b.row, x.beta, x.c.data, x.c.row);
    if (x.m == 1) return gemv(x.n, x.k, x.alpha, x.b.transposed(), x.a.data, x.a.column, x.beta, x.c.data, x.c.column);
    if (x.c.column != 1) exchange(x);
    if (x.alpha == 0 || x.k == 0) return scale(x);
    if (x.m <= few_rows && x.b.column != 1 && x.b.row == 1 && x.part == Part::whole && x.n > x.m) {
        exchange(x);
        x.transposed = true;
    }
    share(x);
}

}  // namespace

void gemm(Index m, Index n, Index k, double alpha, ConstView a, ConstView b, double beta, View c) {
    run({m, n, k, alpha, a, b, beta, c, Part::whole, false});
}

void gemm_lower(Index n, Index k, double alpha, ConstView a, ConstView b, double beta, View c) {
    run({n, n, k, alpha, a, b, beta, c, Part::lower, false});
}

}  // namespace ntk::blas
