#include <algorithm>

#include "core/regression/ridge.hpp"
#include "core/studies/authors/authors.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/runs.hpp"

namespace ntk::studies::authors {
namespace {

using nlohmann::json;

class Regressions {
public:
    explicit Regressions(const Data& data) : data_(data) {}

    // Regresses on the first rows of the training set, as many as k_train_train has: K_* K⁻¹ y.
    Vector predict(const Matrix& k_train_train, const Matrix& k_test_train, std::size_t law) {
        const Vector y = xt::view(data_.y_train, law, xt::range(std::size_t{0}, k_train_train.shape(0)));
        const regression::Interpolation fit = regression::interpolating_coefficients(k_train_train, y);
        jitter_ = std::max(jitter_, fit.jitter);
        return regression::kernel_prediction(k_test_train, fit.coefficients);
    }
    double jitter() const { return jitter_; }

private:
    const Data& data_;
    double jitter_ = 0.0;
};

}  // namespace

flow::Artifact regressions(const json&, const flow::Inputs& inputs) {
    const Data data(inputs.at("trial"));
    const std::size_t n = data.x_train.shape(0), m = data.x_test.shape(0);
    const Part train{0, n}, test{n, n + m}, rows{0, data.rows()};
    const Matrix joint = xt::concatenate(xt::xtuple(data.x_train, data.x_test), 0);
    Regressions regressions(data);

    xt::xtensor<double, 3> nine = xt::xtensor<double, 3>::from_shape({setting_count, kernel_count, m});
    for (const Correlation correlation : {Correlation::as_coded, Correlation::root_put_back}) {
        const auto kernels = nine_kernels(joint, correlation);
        for (std::size_t kernel = 0; kernel < kernel_count; ++kernel) {
            const Matrix train_train = block(kernels[kernel], train, train);
            const Matrix test_train = block(kernels[kernel], test, train);
            for (std::size_t s = 0; s < setting_count; ++s)
                if (settings[s].correlation == correlation)
                    xt::view(nine, s, kernel, xt::all()) =
                        regressions.predict(train_train, test_train, settings[s].law);
        }
    }

    const auto own_train = kernels::nngp_and_ntk(data.x_train, own_architecture, {1, 2});
    const auto own_test = kernels::nngp_and_ntk(data.x_test, data.x_train, own_architecture, {1, 2});
    xt::xtensor<double, 3> ntk = xt::xtensor<double, 3>::from_shape({law_count, std::size_t{2}, m});
    auto nngp = ntk, on_rows = ntk;
    for (std::size_t l = 0; l < 2; ++l) {
        const Matrix rows_rows = block(own_train[l].ntk, rows, rows);
        const Matrix test_rows = block(own_test[l].ntk, {0, m}, rows);
        for (std::size_t law = 0; law < law_count; ++law) {
            xt::view(ntk, law, l, xt::all()) = regressions.predict(own_train[l].ntk, own_test[l].ntk, law);
            xt::view(nngp, law, l, xt::all()) = regressions.predict(own_train[l].nngp, own_test[l].nngp, law);
            xt::view(on_rows, law, l, xt::all()) = regressions.predict(rows_rows, test_rows, law);
        }
    }

    flow::Artifact artifact;
    artifact.arrays["kernels"] = nine;
    artifact.arrays["ntk"] = ntk;
    artifact.arrays["nngp"] = nngp;
    artifact.arrays["ntk.network_rows"] = on_rows;
    artifact.arrays["jitter"] = xt::xarray<double>(regressions.jitter());
    return artifact;
}

}  // namespace ntk::studies::authors
