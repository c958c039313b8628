#include <cmath>

#include <xtensor/xadapt.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/fully_connected.hpp"
#include "core/network/empirical_ntk.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/shared/ranks.hpp"
#include "core/studies/shared/regime.hpp"
#include "core/studies/shared/stages.hpp"
#include "core/studies/spectra/spectra.hpp"

namespace ntk::studies::spectra {
namespace {

using nlohmann::json;

struct Profile {
    Vector eigenvalues, target;
    double alignment;
};

Profile profile(const regression::Spectrum& s, const Vector& y) {
    const std::size_t n = y.size();
    const auto at = shared::ranks(n);
    Profile result{xt::zeros<double>({at.size()}), xt::zeros<double>({at.size()}), 0.0};
    const double trace = numeric::sum(s.values.data(), n), norm = numeric::sum_of_squares(y.data(), n);
    // A narrow network whose units are all dead has the kernel 0, and no direction of it carries anything.
    if (!(trace > 0.0)) return result;
    double carried = 0.0, quadratic = 0.0;
    std::size_t next = 0;
    for (std::size_t rank = 1; rank <= n; ++rank) {
        const std::size_t k = n - rank;
        const double coordinate = numeric::dot(&s.vectors(k, 0), y.data(), n);
        carried += coordinate * coordinate;
        quadratic += s.values(k) * (coordinate * coordinate);
        if (rank != at[next]) continue;
        result.eigenvalues(next) = s.values(k) / trace;
        result.target(next) = carried / norm;
        ++next;
    }
    result.alignment = quadratic / (std::sqrt(numeric::sum_of_squares(s.values.data(), n)) * norm);
    return result;
}

struct Correlations {
    double mean, deviation;
};

Correlations correlations(const Matrix& k) {
    std::vector<double> values;
    for (std::size_t i = 0; i < k.shape(0); ++i)
        for (std::size_t j = 0; j < i; ++j) values.push_back(k(i, j) / std::sqrt(k(i, i) * k(j, j)));
    const double mean = numeric::mean(values.data(), values.size());
    for (double& value : values) value -= mean;
    return {mean,
            std::sqrt(numeric::sum_of_squares(values.data(), values.size()) / static_cast<double>(values.size()))};
}

// Calls visit with the name, the depth's place, the number of depths and the matrix of each kernel on the inputs x.
template <class Visit>
void for_each_kernel(const json& parameters, const Matrix& x, Visit visit) {
    const auto pairs = kernels::nngp_and_ntk(x, kernels::Architecture{},
                                             parameters.at("hidden_layers").get<std::vector<std::size_t>>());
    for (std::size_t l = 0; l < pairs.size(); ++l) {
        visit("nngp", l, pairs.size(), pairs[l].nngp);
        visit("ntk", l, pairs.size(), pairs[l].ntk);
    }
}

// The artifact's array `name`; where it is new it is made of zeros in that shape.
xt::xarray<double>& array(flow::Artifact& artifact, const std::string& name, const std::vector<std::size_t>& shape) {
    auto& result = artifact.arrays[name];
    if (result.dimension() == 0) result = xt::zeros<double>(shape);
    return result;
}

}  // namespace

flow::Artifact kernel_spectra(const json& parameters, const flow::Inputs& inputs) {
    const data::Samples train = shared::split_of(inputs.at("split")).train;
    const auto at = shared::ranks(train.y.size());
    flow::Artifact artifact;
    artifact.arrays["rank"] = xt::cast<double>(xt::adapt(at));
    for_each_kernel(
        parameters, train.x, [&](const std::string& name, std::size_t l, std::size_t depths, const Matrix& k) {
            const regression::Spectrum s = regression::spectrum(k);
            const Profile p = profile(s, train.y);
            xt::view(array(artifact, name + ".eigenvalues", {depths, at.size()}), l, xt::all()) = p.eigenvalues;
            xt::view(array(artifact, name + ".target", {depths, at.size()}), l, xt::all()) = p.target;
            array(artifact, name + ".alignment", {depths})(l) = p.alignment;
            if (name == "ntk") array(artifact, "rate", {depths})(l) = 1.0 / s.largest();
        });
    return artifact;
}

flow::Artifact network_spectra(const json& parameters, const flow::Inputs& inputs) {
    const data::Samples train = shared::split_of(inputs.at("split")).train;
    const double unit_rate = inputs.at("kernels").arrays.at("rate")(parameters.at("depth_index").get<std::size_t>());
    shared::Training training(shared::read_regime(parameters.at("regime"), "regime.", 0),
                              parameters.at("hidden_layers").get<std::size_t>(), train, unit_rate,
                              parameters.at("seed").get<std::uint64_t>(), parameters.at("stream").get<std::string>());
    flow::Artifact artifact;
    const auto store = [&](const std::string& name, const Profile& p) {
        artifact.arrays[name + ".eigenvalues"] = p.eigenvalues;
        artifact.arrays[name + ".target"] = p.target;
        artifact.arrays[name + ".alignment"] = xt::xarray<double>(p.alignment);
    };
    const auto now = [&] {
        return profile(regression::spectrum(network::empirical_ntk(training.network(), train.x, train.x)), train.y);
    };
    store("before", now());
    const bool diverged = training.diverges_within(training.steps());
    const Vector nothing = xt::zeros<double>({shared::ranks(train.y.size()).size()});
    store("after", diverged ? Profile{nothing, nothing, 0.0} : now());
    artifact.arrays["diverged"] = xt::xarray<double>(diverged ? 1.0 : 0.0);
    return artifact;
}

flow::Artifact flattening(const json& parameters, const flow::Inputs& inputs) {
    const data::Samples train = shared::split_of(inputs.at("split")).train;
    flow::Artifact artifact;
    for_each_kernel(parameters, train.x,
                    [&](const std::string& name, std::size_t l, std::size_t depths, const Matrix& k) {
                        const Correlations c = correlations(k);
                        array(artifact, name + ".mean", {depths})(l) = c.mean;
                        array(artifact, name + ".deviation", {depths})(l) = c.deviation;
                    });
    return artifact;
}

}  // namespace ntk::studies::spectra
