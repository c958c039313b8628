#include "core/blas/syevd.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/blas/level1.hpp"
#include "core/blas/scaling.hpp"
#include "core/blas/syevd_kernel.hpp"
#include "core/blas/workspace.hpp"

namespace ntk::blas {
namespace {

constexpr double unit_roundoff = std::numeric_limits<double>::epsilon() / 2;
// A sum of squares below this may have lost digits to underflow, and a reflection or rotation made from it would not
// be orthogonal. Its root, 2^-450 of the largest element, is dropped instead.
constexpr double negligible_square = 0x1p-900, negligible = 0x1p-450;

const RowKernel& kernel() {
    static const RowKernel& chosen = NTK_DISPATCH_PRODUCT(row_kernel)();
    return chosen;
}

/// Makes the reflection I - tau v v' that takes x (m elements) to (alpha, 0, …). v overwrites x, with v_0 = 1. Returns
/// alpha.
double reflect(Index m, double* x, double& tau) {
    const double rest = dot(m - 1, x + 1, 1, x + 1, 1);
    const double first = x[0];
    x[0] = 1;
    if (rest < negligible_square) {
        tau = 0;
        return first;
    }
    const double norm = std::sqrt(first * first + rest);
    const double alpha = first > 0 ? -norm : norm;
    tau = (alpha - first) / alpha;
    const double factor = first - alpha;
    for (Index i = 1; i < m; ++i) x[i] /= factor;
    return alpha;
}

/// Makes `a` tridiagonal, with diagonal d and e below it. The vector of reflection j is left in row j of `a` from
/// column j + 1 on, its tau in tau[j]. w is memory for 2 n doubles.
void tridiagonalise(Index n, double* a, Index a_row, double* d, double* e, double* tau, double* w) {
    // Each reflection changes what is left of the matrix by A - v w' - w v' with w = p - (tau / 2)(p' v) v, p = tau A
    // v. All but the first row waits for that until the next reflection reads it, so that it passes the cache once.
    RankTwo change{nullptr, nullptr};
    for (Index j = 0; j < n; ++j) {
        const Index m = n - j - 1;
        double* v = a + j * a_row + j + 1;
        double* rest = a + (j + 1) * a_row + j + 1;  // the m × m matrix that is left
        const bool waits = change.v != nullptr;
        if (waits) {
            kernel().change_row(m + 1, change, 0, v - 1);
            change = {change.v + 1, change.w + 1};
        }
        d[j] = v[-1];
        if (m == 0) break;
        e[j] = reflect(m, v, tau[j]);
        double* const p = j % 2 == 0 ? w : w + n;
        std::fill_n(p, m, 0.0);
        if (waits || tau[j] != 0) kernel().multiply(m, waits ? &change : nullptr, rest, a_row, v, p);
        change = {nullptr, nullptr};
        if (tau[j] == 0) continue;
        for (Index k = 0; k < m; ++k) p[k] *= tau[j];
        kernel().axpy(m, -0.5 * tau[j] * dot(m, p, 1, v, 1), v, p);
        change = {v, p};
    }
}

void transpose(Index n, const double* from, double* to, Index to_row) {
    constexpr Index tile = 16;
    for (Index i0 = 0; i0 < n; i0 += tile)
        for (Index j0 = 0; j0 < n; j0 += tile)
            for (Index i = i0; i < std::min(n, i0 + tile); ++i)
                for (Index j = j0; j < std::min(n, j0 + tile); ++j) to[j * to_row + i] = from[i * n + j];
}

/// Makes one implicit QL sweep, with Wilkinson's shift, on rows low … high of the tridiagonal matrix d, e. The rotation
/// of rows i and i + 1 is left at rotations[i - low]. Returns the least i that the sweep reached; further on there was
/// nothing to rotate.
Index sweep(double* d, double* e, Index low, Index high, Rotation* rotations) {
    double g = (d[low + 1] - d[low]) / (2 * e[low]);
    double r = std::sqrt(g * g + 1);
    g = d[high] - d[low] + e[low] / (g + (g < 0 ? -r : r));
    double s = 1, c = 1, p = 0;
    for (Index i = high - 1; i >= low; --i) {
        const double f = s * e[i], b = c * e[i];
        const double square = f * f + g * g;
        if (square < negligible_square) {  // The matrix falls apart here.
            if (i + 1 < high) e[i + 1] = 0;
            d[i + 1] -= p;
            return i + 1;
        }
        r = std::sqrt(square);
        if (i + 1 < high) e[i + 1] = r;
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        rotations[i - low] = {c, s};
    }
    d[low] -= p;
    e[low] = g;
    return low;
}

/// Whether e_i is large enough to couple rows i and i + 1 of the tridiagonal matrix d, e.
bool couples(const double* d, const double* e, Index i) {
    const double size = std::fabs(e[i]);
    return size > unit_roundoff * (std::fabs(d[i]) + std::fabs(d[i + 1])) && size > 2 * negligible;
}

/// Sweeps that wait to be made on the rows of z, many at a time, so that a strip of columns stays in the cache for all
/// of them. Where z is null nothing is made.
class Waiting {
public:
    /// `rotations` has room for `size` of them, and `memory` is what RowKernel::rotate asks for.
    Waiting(Index n, double* z, Index z_row, Rotation* rotations, Index size, double* memory)
        : n_(n), z_(z), z_row_(z_row), rotations_(rotations), size_(size), memory_(memory) {}

    /// Where the rotations of the next sweep are put, of which there are at most n - 1.
    Rotation* next() {
        if (count_ == most || size_ - used_ < n_ - 1) make();
        return rotations_ + used_;
    }

    /// The rotations at `first`, within what next() gave, turn `count` rows and the one after, from row `row` on.
    void add(Index row, Index count, const Rotation* first) {
        if (z_ == nullptr) return;
        sweeps_[count_++] = {row, count, first};
        used_ = first + count - rotations_;
    }

    void make() {
        if (z_ != nullptr) kernel().rotate(n_, sweeps_, count_, z_, z_row_, memory_);
        count_ = used_ = 0;
    }

private:
    static constexpr Index most = 256;

    Index n_;
    double* z_;
    Index z_row_;
    Rotation* rotations_;
    Index size_, used_ = 0, count_ = 0;
    double* memory_;
    Sweep sweeps_[most];
};

/// Diagonalises the tridiagonal matrix d, e. The sweeps go to `waiting`. Returns how many elements of e have not
/// vanished.
Index diagonalise(Index n, double* d, double* e, Waiting& waiting) {
    constexpr Index sweeps_for_each = 30;
    Index sweeps_left = sweeps_for_each * n;
    for (Index low = 0; low < n; ++low) {
        for (;;) {
            Index high = low;
            while (high + 1 < n && couples(d, e, high)) ++high;
            if (high == low) break;
            if (sweeps_left-- == 0) return std::count_if(e, e + n - 1, [](double x) { return x != 0; });
            Rotation* const rotations = waiting.next();
            const Index reached = sweep(d, e, low, high, rotations);
            if (high + 1 < n) e[high] = 0;
            waiting.add(reached, high - reached, rotations + (reached - low));
        }
        if (low + 1 < n) e[low] = 0;
    }
    return 0;
}

}  // namespace

Index syevd(Index n, double* a, Index a_row, double* values, bool vectors, double* workspace) {
    if (n == 0) return 0;
    double largest = 0;
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) largest = std::max(largest, std::fabs(a[i * a_row + j]));
    const int exponent = largest == 0 ? 0 : exponent_of(largest);
    if (exponent != 0)
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j) a[i * a_row + j] = scaled(a[i * a_row + j], -exponent);

    double* e = workspace;
    double* tau = e + n;
    double* w = tau + n;  // 2 n doubles
    double* q = w + 2 * n;
    static thread_local Workspace space;
    double* const memory = vectors ? space.reserve(n * strip) : nullptr;
    tridiagonalise(n, a, a_row, values, e, tau, w);
    if (vectors) {
        kernel().multiply_reflections(n, a, a_row, tau, q, memory);
        transpose(n, q, a, a_row);
    }
    // Rotations take the place of what is done with: w, and with vectors q, which lies behind it.
    Waiting waiting(n, vectors ? a : nullptr, a_row, reinterpret_cast<Rotation*>(w), n + (vectors ? n * n / 2 : 0),
                    memory);
    const Index left = diagonalise(n, values, e, waiting);
    waiting.make();

    for (Index i = 0; i < n; ++i) values[i] = scaled(values[i], exponent);
    for (Index i = 0; i + 1 < n; ++i) {
        const Index least = std::min_element(values + i, values + n) - values;
        if (least == i) continue;
        std::swap(values[i], values[least]);
        if (vectors) std::swap_ranges(a + i * a_row, a + i * a_row + n, a + least * a_row);
    }
    return left;
}

}  // namespace ntk::blas
