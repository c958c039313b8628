#include <algorithm>
#include <cmath>
#include <utility>

#include <xtensor/xadapt.hpp>

#include "core/kernels/centred_kernels.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/compression/compression.hpp"
#include "core/studies/shared/ranks.hpp"

namespace ntk::studies::compression {
namespace {

using nlohmann::json;

double greatest(const Vector& eigenvalues) {
    return std::max(std::fabs(eigenvalues(0)), std::fabs(eigenvalues(eigenvalues.size() - 1)));
}

void add_to_diagonal(Matrix& k, double value) {
    for (std::size_t i = 0; i < k.shape(0); ++i) k(i, i) += value;
}

// The eigenvalues at the ranks, of which 1 is the largest.
Vector at_ranks(const Vector& eigenvalues) {
    const auto at = shared::ranks(eigenvalues.size());
    Vector result = Vector::from_shape({at.size()});
    for (std::size_t i = 0; i < at.size(); ++i) result(i) = eigenvalues(eigenvalues.size() - at[i]);
    return result;
}

// What a stage emits, an array at a time.
class Emitter {
public:
    Emitter(const json& parameters, const Problem& problem)
        : spectra_(parameters.at("spectra").get<bool>()), problem_(problem) {
        artifact.arrays["rows"] = Vector{static_cast<double>(problem.training_rows),
                                         static_cast<double>(problem.x.shape(0) - problem.training_rows)};
        if (spectra_) artifact.arrays["rank"] = xt::cast<double>(xt::adapt(shared::ranks(problem.training_rows)));
    }

    void number(const std::string& name, double value) { artifact.arrays[name] = xt::xarray<double>(value); }
    // The eigenvalues, where they are shown.
    void spectrum(const std::string& name, const Vector& values) {
        if (spectra_) artifact.arrays[name + ".spectrum"] = at_ranks(values);
    }
    void spectrum(const std::string& name, const Matrix& k) {
        if (spectra_) spectrum(name, regression::eigenvalues(k));
    }
    void errors(const std::string& name, const Matrix& k) {
        artifact.arrays[name] = Vector{classification_error(problem_, kernel_regression(problem_, k, false)),
                                       classification_error(problem_, kernel_regression(problem_, k, true))};
    }

    flow::Artifact artifact;

private:
    bool spectra_;
    const Problem& problem_;
};

// A kernel of infinite width on the training rows, with what others are held against.
struct Reference {
    explicit Reference(Matrix k) : matrix(std::move(k)), values(regression::eigenvalues(matrix)) {}
    double norm() const { return greatest(values); }
    double distance(const Matrix& other) const { return spectral_distance(other, matrix, norm()); }
    double eigenvalue_distance(const Vector& others) const {
        double most = 0.0;
        for (std::size_t i = 0; i < others.size(); ++i) most = std::max(most, std::fabs(others(i) - values(i)));
        return most / norm();
    }

    Matrix matrix;
    Vector values;
};

// How much more the quantised network's conjugate kernel has on the diagonal, by the equivalents.
double quantised_excess(const std::vector<kernels::CentredLayer>& quantised,
                        const std::vector<kernels::CentredLayer>& rectifiers) {
    return quantised.back().moments.variance - rectifiers.back().moments.variance;
}

}  // namespace

double spectral_distance(const Matrix& a, const Matrix& b, double norm) {
    return greatest(regression::eigenvalues(a - b)) / norm;
}

flow::Artifact limit(const json& parameters, const flow::Inputs& inputs) {
    const Problem problem = draw_problem(parameters, inputs);
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>();
    const double tau0 = problem.mixture.tau0;
    const auto rectifiers = kernels::rectifier_layers(tau0, hidden_layers),
               quantised = kernels::quantised_layers(tau0, hidden_layers);
    const kernels::Equivalent coefficients = kernels::equivalent_coefficients(tau0, rectifiers);
    const kernels::KernelPair exact = kernels::centred_kernels(problem.x, rectifiers);
    const Matrix train = problem.training_x();
    Emitter emit(parameters, problem);
    const auto compare = [&](const std::string& name, const Matrix& k, const kernels::EquivalentCoefficients& c) {
        const Reference equivalent(kernels::equivalent_kernel(train, problem.mixture, c));
        const Matrix block = problem.training_block(k);
        const Vector values = regression::eigenvalues(block);
        Vector difference = regression::eigenvalues(block - equivalent.matrix);
        emit.number(name + ".distance", greatest(difference) / equivalent.norm());
        difference += c.products * tau0 * tau0 * tau0 * tau0;
        emit.number(name + ".published", greatest(difference) / equivalent.norm());
        emit.number(name + ".eigenvalues", equivalent.eigenvalue_distance(values));
        emit.spectrum(name, values);
        emit.spectrum(name + ".equivalent", equivalent.values);
        emit.errors(name + ".error", k);
        return greatest(values);
    };
    const double norm = compare("conjugate", exact.nngp, coefficients.conjugate);
    compare("tangent", exact.ntk, coefficients.tangent);

    const Matrix steps = kernels::conjugate_kernel(problem.x, quantised);
    Matrix block = problem.training_block(steps);
    emit.errors("quantised.error", steps);
    add_to_diagonal(block, -quantised_excess(quantised, rectifiers));
    emit.number("quantised.distance", spectral_distance(block, problem.training_block(exact.nngp), norm));
    emit.spectrum("quantised", block);
    return emit.artifact;
}

flow::Artifact networks(const json& parameters, const flow::Inputs& inputs) {
    const Problem problem = draw_problem(parameters, inputs);
    const auto hidden_layers = parameters.at("hidden_layers").get<std::size_t>(),
               width = parameters.at("width").get<std::size_t>(), draws = parameters.at("draws").get<std::size_t>();
    const auto seed = parameters.at("seed").get<std::uint64_t>();
    const auto stream = parameters.at("stream").get<std::string>();
    const double tau0 = problem.mixture.tau0;
    const auto rectifiers = kernels::rectifier_layers(tau0, hidden_layers),
               quantised = kernels::quantised_layers(tau0, hidden_layers);
    const kernels::KernelPair exact = kernels::centred_kernels(problem.x, rectifiers);
    const Reference conjugate(problem.training_block(exact.nngp)), tangent(problem.training_block(exact.ntk));
    const Vector conjugate_exact = kernel_regression(problem, exact.nngp, true),
                 tangent_exact = kernel_regression(problem, exact.ntk, true);
    const Matrix train = problem.training_x();
    Emitter emit(parameters, problem);
    for (const Family& family : families(parameters.at("zeros").get<std::vector<double>>())) {
        const auto& layers = family.quantised ? quantised : rectifiers;
        const double excess = family.quantised ? quantised_excess(quantised, rectifiers) : 0.0;
        std::vector<double> conjugate_distances, tangent_distances;
        kernels::KernelPair sum, first;
        std::size_t checkpoint = 1;
        // The mean over the networks so far of one kernel's training block, its excess taken off.
        const auto mean_block = [&](const Matrix& total) {
            Matrix mean = problem.training_block(total) / static_cast<double>(checkpoint);
            add_to_diagonal(mean, -excess);
            return mean;
        };
        for (std::size_t k = 0; k < draws; ++k) {
            const kernels::KernelPair one = network_kernels(problem.x, layers, family, width, seed,
                                                            stream + "/" + family.name + "/" + std::to_string(k));
            if (k == 0) {
                sum = first = one;
            } else {
                sum.nngp += one.nngp;
                if (!family.quantised) sum.ntk += one.ntk;
            }
            if (k + 1 < checkpoint) continue;
            conjugate_distances.push_back(conjugate.distance(mean_block(sum.nngp)));
            if (!family.quantised) tangent_distances.push_back(tangent.distance(mean_block(sum.ntk)));
            if (2 * checkpoint <= draws) checkpoint *= 2;
        }
        emit.artifact.arrays[family.name + ".conjugate.distance"] = xt::adapt(conjugate_distances);
        emit.number(family.name + ".corrected",
                    conjugate.distance(mean_block(sum.nngp) -
                                       kernels::law_correction(train, layers, family.kurtosis(), width)));
        emit.spectrum(family.name + ".conjugate", mean_block(sum.nngp));
        const Vector predictions = kernel_regression(problem, family.quantised ? first.nngp : first.ntk, true);
        emit.number(family.name + ".error", classification_error(problem, predictions));
        emit.number(family.name + ".gap",
                    statistics::predictor_gap(predictions, family.quantised ? conjugate_exact : tangent_exact));
        if (family.quantised) continue;
        emit.artifact.arrays[family.name + ".tangent.distance"] = xt::adapt(tangent_distances);
        emit.spectrum(family.name + ".tangent", mean_block(sum.ntk));
    }
    return emit.artifact;
}

}  // namespace ntk::studies::compression
