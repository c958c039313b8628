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
    View c;  // c.column is 1, or where `transposed` c.row
    Part part;
    bool transposed;  // C is computed in tiles of columns, which are turned when they are stored
};

struct Range {
    Index begin, end;
    Index size() const { return end - begin; }
};

constexpr Index rows_at_once = 1024;  // rows of A that are packed at once, which bounds their copy to 2 MB
constexpr Index page = 512;           // doubles in a page of memory
constexpr Index few_strips = 4;       // for so few strips of rows a B that is stored by columns is not worth packing

/// Whether a copy of A pays for that many columns of B. It pays for fewer where A is read across the order in which it
/// is stored, and always where its lines then lie so far apart that they push each other out of the cache.
bool worth_packing(const ConstView& a, Index columns) {
    if (a.column == 1) return columns > 256;
    return columns > 128 || a.column >= 256;
}

struct Kernels {
    GemmKernel gemm;
    PackKernel packing;
};

const Kernels& chosen() {
    static const Kernels kernels{NTK_DISPATCH_PRODUCT(gemm_kernel)(), NTK_DISPATCH_PRODUCT(pack_kernel)()};
    return kernels;
}

/// How many doubles a packed number takes.
Index pieces() {
    return chosen().gemm.splits ? 3 : 1;
}

/// Packs for the kernel, and splits where the kernel wants that. Returns whether the products of what is packed are
/// sure (GemmRows::sure).
bool pack(ConstView src, Index depth, const Parts& parts, Index unit, double* to) {
    const auto& [tile, packing] = chosen();
    if (!tile.splits) {
        packing.pack(src, depth, parts, unit, to);
        return true;
    }
    const Index count = depth * ((parts.size() + unit - 1) / unit * unit);
    packing.pack(src, depth, parts, unit, to + 2 * count);
    return packing.split(count, unit, to + 2 * count, to);
}

bool inside(Part part, Index i, Index j) {
    return part == Part::whole || (part == Part::lower ? i >= j : i <= j);
}

/// The sums of one tile, for where something other than the kernel combines them with C. The memory around them may
/// hold anything.
struct Sums {
    static constexpr Index row = 32;  // no tile has more columns
    alignas(64) double data[8 * row];

    Sums(const GemmRows& t, const Parts& panel) {
        GemmRows bare = t;
        if (bare.source != nullptr) bare.source += panel.border[0];
        bare.c = data;
        bare.c_row = row;
        bare.alpha = 1;
        bare.overwrite = true;
        chosen().gemm.run(bare, {1, {0, panel.size()}});
    }
};

/// Computes one tile at row i, whose panel begins at column j + border. What lies outside the part of C is left alone.
void run_clipped(const GemmRows& t, const Parts& panel, Part part, Index i, Index j) {
    const Index begin = panel.border[0], end = panel.border[1];
    const bool near = inside(part, i + t.rows - 1, j + begin), far = inside(part, i, j + end - 1);
    if (near && far) return chosen().gemm.run(t, panel);
    if (!near && !far) return;
    const Sums sums(t, panel);
    for (Index row = 0; row < t.rows; ++row)
        for (Index column = begin; column < end; ++column)
            if (inside(part, i + row, j + column)) {
                double& c = t.c[row * t.c_row + column];
                const double term = t.alpha * sums.data[row * Sums::row + column - begin];
                c = t.overwrite ? term : t.beta * c + term;
            }
}

/// Computes one tile of a C whose columns are c_column doubles apart.
void run_transposed(const GemmRows& t, const Parts& panel, Index c_column) {
    const Sums sums(t, panel);
    GemmRows turned = t;
    turned.c = t.c + panel.border[0] * c_column;
    turned.c_row = c_column;
    chosen().packing.merge_transposed(turned, sums.data, Sums::row, t.rows, panel.size());
}

/// Computes one strip of rows, from row i on, times a group of panels, whose columns are counted from j.
void run_strip(const Product& x, const GemmRows& t, const Parts& panels, Index i, Index j) {
    if (x.part == Part::whole && !x.transposed) return chosen().gemm.run(t, panels);
    for (Index q = 0; q < panels.count; ++q) {
        const Parts panel{1, {panels.border[q], panels.border[q + 1]}};
        GemmRows alone = t;
        alone.packed = t.packed + (panel.border[0] - panels.border[0]) * t.depth * pieces();
        if (x.transposed)
            run_transposed(alone, panel, x.c.column);
        else
            run_clipped(alone, panel, x.part, i, j);
    }
}

/// Computes a rectangle of C, on one thread.
void compute(const Product& x, Range rows, Range columns) {
    const GemmKernel& tile = chosen().gemm;
    const Cut panels(columns.size(), tile.columns, tile.lanes);
    const bool pack_a = tile.splits || worth_packing(x.a, columns.size());
    static thread_local Workspace a_space, b_space;
    for (Index p0 = 0; p0 < x.k; p0 += block_length) {
        GemmRows t;
        t.depth = std::min(block_length, x.k - p0);
        t.c_row = x.c.row;
        t.alpha = x.alpha;
        t.beta = p0 == 0 ? x.beta : 1.0;
        t.overwrite = p0 == 0 && x.beta == 0;
        for (Index i0 = rows.begin; i0 < rows.end; i0 += rows_at_once) {
            const Cut strips(std::min(rows_at_once, rows.end - i0), tile.rows, 1);
            double* packed_a = pack_a ? a_space.reserve(packed_size(t.depth, strips.count, 1) * pieces()) : nullptr;
            bool a_sure = true;
            // The first strip of rows that uses a group's panels packs them as it reads them. Where B's rows are long
            // they are packed before instead, because longer pieces of a row can be read then.
            const bool pack_on_the_way = !tile.splits && x.b.column == 1 && x.b.row < page && x.part == Part::whole;
            for (Index first = 0; first < panels.parts; first += Parts::most) {
                const Parts group = panels.group(first);
                t.packed = b_space.reserve(packed_size(t.depth, group.size(), tile.lanes) * pieces());
                const bool b_sure =
                    pack_on_the_way || pack(x.b.from(p0, columns.begin), t.depth, group, tile.lanes, t.packed);
                for (Index strip = 0; strip < strips.parts; strip += Parts::most) {
                    const Parts some = strips.group(strip);
                    if (pack_a && first == 0)
                        a_sure &= pack(x.a.from(i0, p0).transposed(), t.depth, some, 1,
                                       packed_a + some.border[0] * t.depth * pieces());
                    t.sure = a_sure && b_sure;
                    for (Index q = 0; q < some.count; ++q) {
                        const Index i = i0 + some.border[q];
                        t.rows = some.border[q + 1] - some.border[q];
                        t.a = pack_a ? packed_a + some.border[q] * t.depth * pieces() : &x.a(i, p0);
                        t.a_row = pack_a ? pieces() : x.a.row;
                        t.a_step = pack_a ? t.rows * pieces() : x.a.column;
                        t.source = pack_on_the_way && strip + q == 0 ? &x.b(p0, columns.begin) : nullptr;
                        t.source_step = x.b.row;
                        t.c = &x.c(i, columns.begin);
                        run_strip(x, t, group, i, columns.begin);
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

/// Exchanges A and B, which gives the transpose of C.
void exchange(Product& x) {
    std::swap(x.m, x.n);
    std::swap(x.a, x.b);
    x.a = x.a.transposed();
    x.b = x.b.transposed();
    x.c = x.c.transposed();
    if (x.part != Part::whole) x.part = x.part == Part::lower ? Part::upper : Part::lower;
}

/// Shares C among threads. A piece is made of whole strips of rows or of whole panels, whichever are more.
void share(const Product& x) {
    constexpr double terms_worth_a_thread = 1 << 20;
    const Index threads = static_cast<Index>(numeric::thread_count());
    const double worth =
        static_cast<double>(x.m) * static_cast<double>(x.n) * static_cast<double>(x.k) / terms_worth_a_thread;
    if (threads == 1 || worth < 2) return compute(x, {0, x.m}, {0, x.n});
    const bool by_rows = x.m > x.n;
    const GemmKernel& tile = chosen().gemm;
    const Cut cut(by_rows ? x.m : x.n, by_rows ? tile.rows : tile.columns, by_rows ? 1 : tile.lanes);
    // The pieces of a triangle differ in size. There are more of them, so that the threads' shares even out.
    Index pieces = std::min(x.part == Part::whole ? threads : 4 * threads, cut.parts);
    if (worth < static_cast<double>(pieces)) pieces = static_cast<Index>(worth);
    if (pieces == 1) return compute(x, {0, x.m}, {0, x.n});
    numeric::parallel_for(static_cast<std::size_t>(pieces), 1, [&](std::size_t first, std::size_t last) {
        const auto border = [&](std::size_t piece) {
            return cut.begin(cut.parts * static_cast<Index>(piece) / pieces);
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
    if (x.m <= few_strips * chosen().gemm.rows && x.b.column != 1 && x.b.row == 1 && x.part == Part::whole &&
        x.n > x.m) {
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
