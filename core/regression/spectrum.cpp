#include "core/regression/spectrum.hpp"
#include "core/numeric/arrays.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <xtensor-blas/xblas.hpp>
#include <xtensor-blas/xlapack.hpp>

#include "core/numeric/exp.hpp"
#include "core/numeric/log.hpp"

namespace ntk::regression {
namespace {

double power(double base, std::size_t exponent) {
    double result = 1.0;
    for (; exponent > 0; exponent /= 2) {
        if (exponent % 2 == 1) result *= base;
        base *= base;
    }
    return result;
}

// [region: trained-share]
// η Σ_{j<t} (1 − ηλ)^j, which is (1 − (1 − ηλ)^t)/λ.
double trained_share(double eigenvalue, double rate, std::size_t steps) {
    const double step = rate * eigenvalue;
    const double t = static_cast<double>(steps);
    if (std::fabs(step) < 1e-300) return rate * t;
    // Near 1, subtracting the power of 1 − step from 1 would lose digits, so expm1 and log1p take its place.
    if (step < 0.5) return -numeric::expm1(t * numeric::log1p(-step)) / eigenvalue;
    return (1.0 - power(1.0 - step, steps)) / eigenvalue;
}
// [endregion: trained-share]

// The coordinates v_k · y of y along the eigenvectors.
Vector project(const Spectrum& s, const Vector& y) {
    Vector result = Vector::from_shape({y.size()});
    xt::blas::gemv(s.vectors, y, result);
    return result;
}

// The vector with these coordinates along the eigenvectors: Σ_k coordinates(k) v_k.
Vector combine(const Spectrum& s, const Vector& coordinates) {
    Vector result = Vector::from_shape({coordinates.size()});
    xt::blas::gemv(s.vectors, coordinates, result, true);
    return result;
}

using ColumnMajor = xt::xtensor<double, 2, xt::layout_type::column_major>;

// The eigenvalues of a, whose eigenvectors take its place where job is 'V'.
Vector decompose(ColumnMajor& a, char job) {
    Vector values = Vector::from_shape({a.shape(0)});
    if (xt::lapack::syevd(a, job, 'L', values) != 0)
        throw std::runtime_error("the eigenvalues of a kernel matrix did not converge");
    return values;
}

}  // namespace

double Spectrum::condition_number() const {
    const double rounding = static_cast<double>(values.size()) * std::numeric_limits<double>::epsilon() * largest();
    return largest() / (values(0) > rounding ? values(0) : rounding);
}

Spectrum spectrum(const Matrix& k) {
    const std::size_t n = k.shape(0);
    ColumnMajor a = k;
    Spectrum result{decompose(a, 'V'), Matrix::from_shape({n, n})};
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) result.vectors(j, i) = a(i, j);
    return result;
}

Vector eigenvalues(const Matrix& k) {
    ColumnMajor a = k;
    return decompose(a, 'N');
}

Vector gradient_descent_shares(const Spectrum& k_train_train, double rate, std::size_t steps) {
    Vector shares = k_train_train.values;
    for (double& share : shares) share = trained_share(share, rate, steps);
    return shares;
}

Vector gradient_flow_shares(const Spectrum& k_train_train, double time) {
    Vector shares = k_train_train.values;
    for (double& share : shares) {
        const double eigenvalue = share;
        share = std::fabs(eigenvalue) < 1e-300 ? time : -numeric::expm1(-eigenvalue * time) / eigenvalue;
    }
    return shares;
}

Vector momentum_shares(const Spectrum& k_train_train, double rate, double friction, std::size_t steps) {
    Vector shares = k_train_train.values;
    for (double& share : shares) {
        const double eigenvalue = share;
        double velocity = 0.0;
        share = 0.0;
        for (std::size_t t = 0; t < steps; ++t) {
            velocity = friction * velocity + (eigenvalue * share - 1.0);
            share -= rate * velocity;
        }
    }
    return shares;
}

Vector shared_coefficients(const Spectrum& k_train_train, const Vector& shares, const Vector& residual) {
    Vector coordinates = project(k_train_train, residual);
    for (std::size_t k = 0; k < coordinates.size(); ++k) coordinates(k) *= shares(k);
    return combine(k_train_train, coordinates);
}

Vector trained_coefficients(const Spectrum& k_train_train, const Vector& residual, double rate, std::size_t steps) {
    return shared_coefficients(k_train_train, gradient_descent_shares(k_train_train, rate, steps), residual);
}

double mean_diagonal(const Matrix& k) {
    double sum = 0.0;
    for (std::size_t i = 0; i < k.shape(0); ++i) sum += k(i, i);
    return sum / static_cast<double>(k.shape(0));
}

double tuned_ridge(const Spectrum& k_train_train, double mean_diagonal, const Vector& y_train) {
    const std::size_t n = y_train.size();
    const Vector coordinates = project(k_train_train, y_train);
    double best = 0.0, least = std::numeric_limits<double>::infinity();
    // The candidates are 10^(−6 + k/2) for k = 0 … 14.
    constexpr double root_ten = 3.16227766016837933200;
    double decade = 1e-6;
    for (int k = 0; k <= 14; ++k) {
        const double ridge = (k % 2 == 0 ? decade : decade * root_ten) * mean_diagonal;
        if (k % 2 == 1) decade *= 10.0;
        double error = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            double coefficient = 0.0, inverse = 0.0;
            for (std::size_t j = 0; j < n; ++j) {
                const double v = k_train_train.vectors(j, i);
                const double eigenvalue = k_train_train.values(j) > 0.0 ? k_train_train.values(j) : 0.0;
                coefficient += v * (coordinates(j) / (eigenvalue + ridge));
                inverse += v * v / (eigenvalue + ridge);
            }
            const double residual = coefficient / inverse;
            error += residual * residual;
        }
        if (error <= least) {
            least = error;
            best = ridge;
        }
    }
    return best;
}

}  // namespace ntk::regression
