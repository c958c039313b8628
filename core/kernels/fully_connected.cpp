#include "core/kernels/fully_connected.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "core/error/error.hpp"
#include "core/kernels/dual_activation.hpp"
#include "core/kernels/dual_series.hpp"
#include "core/kernels/input_pairs.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/mirror.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk::kernels {
namespace {

// K(x,x), √K(x,x), Θ(x,x) and Ψ (diagonal_layer) of every row at every layer, at [layer][row]. Layer 0 is the first
// pre-activation, whose kernel is K(1) of the header.
struct Diagonal {
    std::vector<std::vector<double>> nngp, root, ntk, radial;
};

Diagonal diagonal_of(const Matrix& x, const Architecture& a, std::size_t layers) {
    const std::size_t n = x.shape(0), d = x.shape(1);
    Diagonal result;
    for (auto* part : {&result.nngp, &result.root, &result.ntk, &result.radial})
        part->assign(layers, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
        double square = 0.0;
        input_products(&x(i, 0), &x(i, 0), d, 1, 1, &square);
        result.nngp[0][i] = a.weight_variance * square / static_cast<double>(d) + a.bias_variance;
        result.root[0][i] = std::sqrt(result.nngp[0][i]);
    }
    result.ntk[0] = result.nngp[0];
    for (std::size_t l = 1; l < layers; ++l)
        numeric::parallel_for(n, 64, [&](std::size_t begin, std::size_t end) {
            const auto at = [&](std::vector<std::vector<double>>& part, std::size_t layer) {
                return &part[layer][begin];
            };
            diagonal_layer(a.activation, a.weight_variance, a.bias_variance,
                           {end - begin, at(result.nngp, l - 1), at(result.root, l - 1), at(result.ntk, l - 1),
                            at(result.nngp, l), at(result.root, l), at(result.ntk, l), at(result.radial, l - 1)});
        });
    return result;
}

// The power of two that brings the largest magnitude in a row into [1, 2), but none beyond 2^-1000 or 2^1000.
double scale_of(const Matrix& x, std::size_t i) {
    double largest = 0.0;
    for (std::size_t k = 0; k < x.shape(1); ++k) largest = std::max(largest, std::fabs(x(i, k)));
    constexpr double limit = 0x1p1000;
    double scale = 1.0;
    while (largest * scale >= 2.0 && scale > 1.0 / limit) scale *= 0.5;
    while (largest * scale < 1.0 && scale < limit) scale *= 2.0;
    return scale;
}

std::vector<double> scales_of(const Matrix& x) {
    std::vector<double> result;
    for (std::size_t i = 0; i < x.shape(0); ++i) result.push_back(scale_of(x, i));
    return result;
}

// Computes rows of the kernels between x and z, layer after layer.
class Recursion {
public:
    Recursion(const Matrix& x, const Matrix& z, const Architecture& architecture,
              const std::vector<std::size_t>& hidden_layers)
        : x_(x),
          architecture_(architecture),
          hidden_layers_(hidden_layers),
          z_columns_(xt::transpose(z)),  // so that vectors run over the rows of z
          scale_x_(scales_of(x)),
          scale_z_(&x == &z ? scale_x_ : scales_of(z)),
          diagonal_x_(diagonal_of(x, architecture, hidden_layers.back() + 1)),
          diagonal_z_(&x == &z ? diagonal_x_ : diagonal_of(z, architecture, hidden_layers.back() + 1)) {
        for (std::size_t l = 0; l < hidden_layers.back(); ++l)
            series_.push_back(dual_series(architecture.activation, diagonal_x_.nngp[l],
                                          &x == &z ? std::vector<double>() : diagonal_z_.nngp[l]));
    }

    // Fills row i, columns [0, n), of the matrices of every requested depth. A kernel that is not wanted has an empty
    // matrix and is skipped.
    void fill_row(std::size_t i, std::size_t n, std::vector<KernelPair>& result) const {
        std::vector<double> scratch(4 * std::min(block, n));
        for (std::size_t first = 0; first < n; first += block) {
            const std::size_t columns = std::min(block, n - first);
            double* at = scratch.data();
            PairRow row{columns, at, at + columns, at + 2 * columns, at + 3 * columns};
            if (hidden_layers_.size() == 1) {  // in place, as no earlier layer's numbers are kept
                if (result[0].nngp.size() > 0) row.nngp = &result[0].nngp(i, first);
                if (result[0].ntk.size() > 0) row.ntk = &result[0].ntk(i, first);
            }
            fill_block(i, first, row, result);
        }
    }

    double diagonal_nngp(std::size_t wanted, std::size_t i) const {
        return diagonal_x_.nngp[hidden_layers_[wanted]][i];
    }
    double diagonal_ntk(std::size_t wanted, std::size_t i) const { return diagonal_x_.ntk[hidden_layers_[wanted]][i]; }

private:
    // How many pairs go through all layers at a time, so that they stay in the nearest cache. It is a multiple of
    // eight, by which the inputs of a series are stored (series_place).
    static constexpr std::size_t block = 512;

    // Fills columns of row i, from `first` on: as many as `row` has place for.
    void fill_block(std::size_t i, std::size_t first, const PairRow& row, std::vector<KernelPair>& result) const {
        first_layer(i, first, row);
        std::size_t wanted = 0;
        for (std::size_t l = 0;; ++l) {
            if (hidden_layers_[wanted] == l) {
                if (hidden_layers_.size() == 1) return;
                if (result[wanted].nngp.size() > 0) std::copy_n(row.nngp, row.n, &result[wanted].nngp(i, first));
                if (result[wanted].ntk.size() > 0) std::copy_n(row.ntk, row.n, &result[wanted].ntk(i, first));
                if (++wanted == hidden_layers_.size()) return;
            }
            next_layer(i, first, l, row);
        }
    }

    void first_layer(std::size_t i, std::size_t first, const PairRow& row) const {
        const std::size_t d = x_.shape(1), stride = z_columns_.shape(1);
        const double* z = z_columns_.data() + first;
        input_products(&x_(i, 0), z, d, stride, row.n, row.nngp);
        first_pairs(architecture_.weight_variance, architecture_.bias_variance, static_cast<double>(d),
                    diagonal_x_.root[0][i], &diagonal_z_.root[0][first], row);
        sharpen_near_pairs({&x_(i, 0), z, d, stride, architecture_.weight_variance / static_cast<double>(d),
                            architecture_.bias_variance, diagonal_x_.nngp[0][i], &diagonal_z_.nngp[0][first],
                            scale_x_[i], &scale_z_[first]},
                           row);
    }

    void next_layer(std::size_t i, std::size_t first, std::size_t l, const PairRow& row) const {
        const Diagonal &x = diagonal_x_, &z = diagonal_z_;
        const DualSeries &of_x = series_[l].a, &of_z = series_[l].b.inputs > 0 ? series_[l].b : of_x;
        std::vector<double> coefficients;
        SeriesRow series;
        if (of_x.height > 0) {
            for (std::size_t m = 0; m < of_x.height; ++m)
                coefficients.push_back(of_x.coefficients[series_place(of_x.height, i, m)]);
            series = {coefficients.data(), &of_z.coefficients[series_place(of_z.height, first, 0)],
                      of_z.height,         of_x.lead[i],
                      of_x.terms[i],       &of_z.lead[first],
                      &of_z.terms[first]};
        }
        hidden_layer(architecture_.activation,
                     {architecture_.weight_variance, architecture_.bias_variance, x.root[l][i], x.root[l + 1][i],
                      x.radial[l][i], &z.root[l][first], &z.root[l + 1][first], &z.radial[l][first], series},
                     row);
    }

    const Matrix& x_;
    const Architecture architecture_;
    const std::vector<std::size_t>& hidden_layers_;
    const Matrix z_columns_;
    const std::vector<double> scale_x_, scale_z_;
    const Diagonal diagonal_x_, diagonal_z_;
    std::vector<DualSeriesPair> series_;  // by layer
};

void check(const Matrix& x, const Matrix& z, const Architecture& a, const std::vector<std::size_t>& hidden_layers) {
    if (x.shape(1) != z.shape(1))
        throw std::invalid_argument("inputs of " + std::to_string(x.shape(1)) + " and of " +
                                    std::to_string(z.shape(1)) + " columns have no kernel between them");
    if (x.shape(1) == 0) throw std::invalid_argument("inputs without columns have no kernel");
    if (!(a.weight_variance > 0.0) || !std::isfinite(a.weight_variance))
        throw Error(
            {.key = "weight_variance", .value = fmt::format("{}", a.weight_variance), .limit = "a number above 0"});
    if (!(a.bias_variance >= 0.0) || !std::isfinite(a.bias_variance))
        throw Error(
            {.key = "bias_variance", .value = fmt::format("{}", a.bias_variance), .limit = "a number not below 0"});
    if (hidden_layers.empty() || !std::is_sorted(hidden_layers.begin(), hidden_layers.end(), std::less_equal<>()))
        throw std::invalid_argument("the numbers of hidden layers must increase");
}

// Which of the two kernels are wanted.
struct Wanted {
    bool nngp = true, ntk = true;
};

std::vector<KernelPair> allocate(std::size_t n, std::size_t m, std::size_t depths, Wanted wanted) {
    std::vector<KernelPair> result(depths);
    for (KernelPair& pair : result) {
        if (wanted.nngp) pair.nngp = Matrix::from_shape({n, m});
        if (wanted.ntk) pair.ntk = Matrix::from_shape({n, m});
    }
    return result;
}

// Counts the pairs of rows that are done, and tells a Progress their share.
class Counter {
public:
    Counter(const Progress& progress, std::size_t pairs) : progress_(progress), pairs_(static_cast<double>(pairs)) {}

    void add(std::size_t pairs) {
        if (progress_) progress_(static_cast<double>(done_ += pairs) / pairs_);
    }

private:
    const Progress& progress_;
    const double pairs_;
    std::atomic<std::size_t> done_ = 0;
};

// How many rows a task takes at once: enough to be worth handing the task to a thread.
constexpr std::size_t grain = 8;

std::vector<KernelPair> between(const Matrix& x, const Matrix& z, const Architecture& architecture,
                                const std::vector<std::size_t>& hidden_layers, Wanted wanted,
                                const Progress& progress = {}) {
    check(x, z, architecture, hidden_layers);
    const Recursion recursion(x, z, architecture, hidden_layers);
    auto result = allocate(x.shape(0), z.shape(0), hidden_layers.size(), wanted);
    Counter counter(progress, x.shape(0) * z.shape(0));
    numeric::parallel_for(x.shape(0), grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            recursion.fill_row(i, z.shape(0), result);
            counter.add(z.shape(0));
        }
    });
    return result;
}

std::vector<KernelPair> within(const Matrix& x, const Architecture& architecture,
                               const std::vector<std::size_t>& hidden_layers, Wanted wanted,
                               const Progress& progress = {}) {
    check(x, x, architecture, hidden_layers);
    const Recursion recursion(x, x, architecture, hidden_layers);
    auto result = allocate(x.shape(0), x.shape(0), hidden_layers.size(), wanted);
    Counter counter(progress, x.shape(0) * (x.shape(0) + 1) / 2);
    numeric::parallel_for(x.shape(0), grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (i > 0) recursion.fill_row(i, i, result);
            for (std::size_t depth = 0; depth < result.size(); ++depth) {
                if (wanted.nngp) result[depth].nngp(i, i) = recursion.diagonal_nngp(depth, i);
                if (wanted.ntk) result[depth].ntk(i, i) = recursion.diagonal_ntk(depth, i);
            }
            counter.add(i + 1);
        }
    });
    for (KernelPair& pair : result) {
        if (wanted.nngp) numeric::mirror(pair.nngp);
        if (wanted.ntk) numeric::mirror(pair.ntk);
    }
    return result;
}

Wanted only(KernelKind kind) {
    return {kind == KernelKind::nngp, kind == KernelKind::ntk};
}

Matrix part(KernelKind kind, std::vector<KernelPair> pairs) {
    return std::move(kind == KernelKind::nngp ? pairs.front().nngp : pairs.front().ntk);
}

}  // namespace

std::vector<KernelPair> nngp_and_ntk(const Matrix& x, const Matrix& z, const Architecture& architecture,
                                     const std::vector<std::size_t>& hidden_layers) {
    return between(x, z, architecture, hidden_layers, {});
}

std::vector<KernelPair> nngp_and_ntk(const Matrix& x, const Architecture& architecture,
                                     const std::vector<std::size_t>& hidden_layers) {
    return within(x, architecture, hidden_layers, {});
}

Matrix kernel(KernelKind kind, const Matrix& x, const Matrix& z, const Architecture& architecture,
              std::size_t hidden_layers, const Progress& progress) {
    return part(kind, between(x, z, architecture, {hidden_layers}, only(kind), progress));
}

Matrix kernel(KernelKind kind, const Matrix& x, const Architecture& architecture, std::size_t hidden_layers,
              const Progress& progress) {
    return part(kind, within(x, architecture, {hidden_layers}, only(kind), progress));
}

}  // namespace ntk::kernels
