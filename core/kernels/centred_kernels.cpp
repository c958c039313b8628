#include "core/kernels/centred_kernels.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/blas/cblas.h"
#include "core/numeric/elementary.hpp"
#include "core/numeric/exp.hpp"
#include "core/numeric/inverse_trigonometry.hpp"
#include "core/numeric/parallel.hpp"

namespace ntk::kernels {
namespace {

constexpr double pi = std::numbers::pi;

// Gauss–Legendre quadrature over [0, 1] (the roots of the Legendre polynomial of degree 16, computed with 40 digits).
struct Node {
    double place, weight;
};
constexpr std::size_t node_count = 16;
constexpr Node nodes[node_count] = {
    {0.0052995325041750337, 0.013576229705877047}, {0.027712488463383712, 0.031126761969323946},
    {0.067184398806084128, 0.047579255841246392},  {0.12229779582249848, 0.062314485627766936},
    {0.19106187779867813, 0.074797994408288366},   {0.27099161117138631, 0.084578259697501269},
    {0.35919822461037054, 0.091301707522461794},   {0.45249374508118128, 0.094725305227534248},
    {0.54750625491881872, 0.094725305227534248},   {0.64080177538962946, 0.091301707522461794},
    {0.72900838882861369, 0.084578259697501269},   {0.80893812220132187, 0.074797994408288366},
    {0.87770220417750152, 0.062314485627766936},   {0.93281560119391587, 0.047579255841246392},
    {0.97228751153661629, 0.031126761969323946},   {0.99470046749582497, 0.013576229705877047},
};

// E[σ(u) σ(v)] for steps and a pair (u, v) of deviations √a and √b and correlation ρ. Where ρ = 0 it is E σ(u) E σ(v).
// Its derivative by ρ is the sum, over the jumps of u's steps at s and of v's at t, of their product and the density of
// the pair at (s, t) (Price's theorem). With ρ = sin θ that is integrated over θ.
class StepPairs {
public:
    StepPairs(const Steps& steps, double centre, const std::vector<double>& roots) : steps_(steps), centre_(centre) {
        for (const double root : roots) means_.push_back(mean(steps, root) - centre);
    }

    // Adds the covariance of σ(u) − centre and σ(v) − centre; `scratch` is room for numbers between calls.
    double operator()(std::size_t i, std::size_t j, double root_a, double root_b, double correlation,
                      std::vector<double>& scratch) const {
        const std::size_t jumps = steps_.thresholds.size();
        const double angle = numeric::asin(correlation);
        double sines[node_count];
        for (std::size_t q = 0; q < node_count; ++q) sines[q] = angle / pi * nodes[q].place;
        numeric::sinpi(sines, sines, node_count);
        scratch.resize(node_count * jumps * jumps);
        double* exponent = scratch.data();
        for (std::size_t k = 0; k < jumps; ++k)
            for (std::size_t l = 0; l < jumps; ++l) {
                const double s = steps_.thresholds[k] / root_a, t = steps_.thresholds[l] / root_b;
                const double squares = s * s + t * t, twice = 2.0 * s * t;
                for (std::size_t q = 0; q < node_count; ++q)
                    *exponent++ = (sines[q] * twice - squares) / (2.0 * (1.0 - sines[q] * sines[q]));
            }
        numeric::exp(scratch.data(), scratch.data(), scratch.size());
        double sum = 0.0;
        const double* value = scratch.data();
        for (std::size_t k = 0; k < jumps; ++k)
            for (std::size_t l = 0; l < jumps; ++l) {
                double integral = 0.0;
                for (std::size_t q = 0; q < node_count; ++q) integral += nodes[q].weight * *value++;
                sum += jump(k) * jump(l) * integral;
            }
        return means_[i] * means_[j] + angle / (2.0 * pi) * sum;
    }

    // The variance about the centre of σ(u) for a u of deviation `root`.
    double variance(double root) const {
        Steps squares = steps_;
        for (double& level : squares.levels) level = (level - centre_) * (level - centre_);
        return mean(squares, root);
    }

private:
    double jump(std::size_t k) const { return steps_.levels[k + 1] - steps_.levels[k]; }

    const Steps& steps_;
    double centre_;
    std::vector<double> means_;  // of σ(u) − centre for each row
};

// Takes the conjugate kernel k, and the tangent kernel where there is one, through a layer of rectifiers.
void rectifier_layer(double centre, const std::vector<double>& roots, Matrix& k, Matrix* theta) {
    const double root_two_pi = std::sqrt(2.0 * pi);
    numeric::parallel_for(k.shape(0), 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            for (std::size_t j = 0; j <= i; ++j) {
                const double product = roots[i] * roots[j], rho = i == j ? 1.0 : k(i, j) / product;
                const double cosine = rho > 1.0 ? 1.0 : rho < -1.0 ? -1.0 : rho;
                const double remaining = numeric::acos(-cosine);  // π − θ
                const double sine = std::sqrt((1.0 - cosine) * (1.0 + cosine));
                k(i, j) = product * (sine + remaining * cosine) / (2.0 * pi) -
                          centre * (roots[i] + roots[j]) / root_two_pi + centre * centre;
                if (theta != nullptr) (*theta)(i, j) = k(i, j) + (*theta)(i, j) * (remaining / (2.0 * pi));
            }
    });
}

void step_layer(const Steps& steps, double centre, const std::vector<double>& roots, Matrix& k) {
    const StepPairs pairs(steps, centre, roots);
    numeric::parallel_for(k.shape(0), 16, [&](std::size_t begin, std::size_t end) {
        std::vector<double> scratch;
        for (std::size_t i = begin; i < end; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const double rho = k(i, j) / (roots[i] * roots[j]);
                k(i, j) = pairs(i, j, roots[i], roots[j], rho > 1.0 ? 1.0 : rho < -1.0 ? -1.0 : rho, scratch);
            }
            k(i, i) = pairs.variance(roots[i]);
        }
    });
}

// Only the lower triangles of k and theta are computed on the way.
Matrix through(const Matrix& x, const std::vector<CentredLayer>& layers, Matrix* theta) {
    const std::size_t n = x.shape(0);
    Matrix k = input_kernel(x);
    if (theta != nullptr) *theta = k;
    std::vector<double> roots(n);
    for (const CentredLayer& layer : layers) {
        for (std::size_t i = 0; i < n; ++i) roots[i] = std::sqrt(k(i, i));
        if (layer.steps)
            step_layer(*layer.steps, layer.moments.mean, roots, k);
        else
            rectifier_layer(layer.moments.mean, roots, k, theta);
    }
    const auto mirror = [n](Matrix& lower) {
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = i + 1; j < n; ++j) lower(i, j) = lower(j, i);
    };
    mirror(k);
    if (theta != nullptr) mirror(*theta);
    return k;
}

}  // namespace

Matrix input_kernel(const Matrix& x) {
    const int n = static_cast<int>(x.shape(0)), p = static_cast<int>(x.shape(1));
    Matrix k = Matrix::from_shape({x.shape(0), x.shape(0)});
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, n, p, 1.0 / p, x.data(), p, x.data(), p, 0.0, k.data(), n);
    return k;
}

Matrix conjugate_kernel(const Matrix& x, const std::vector<CentredLayer>& layers) {
    return through(x, layers, nullptr);
}

KernelPair centred_kernels(const Matrix& x, const std::vector<CentredLayer>& layers) {
    for (const CentredLayer& layer : layers)
        if (layer.steps) throw std::invalid_argument("steps have no tangent kernel");
    Matrix theta;
    Matrix k = through(x, layers, &theta);
    return {std::move(k), std::move(theta)};
}

}  // namespace ntk::kernels
