// What the npm package has beside the demo's bindings: kernels, kernel regression and the training of one network on
// arrays of numbers. The numbers have the bits of `ntk kernel` and `ntk predict`. Options are JSON text {KEY: value}.
// In all of them `columns` is the number of inputs; x, y and z are arrays of numbers, matrices row by row. An Error
// names an option by its key, and an array as x, y or z.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include <emscripten/bind.h>
#include <emscripten/val.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xtensor/xbuilder.hpp>

#include "core/data/table.hpp"
#include "core/flow/artifact.hpp"
#include "core/flow/parameters.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/studies/compare.hpp"
#include "core/studies/shared/parameters.hpp"
#include "core/studies/shared/planning.hpp"
#include "core/studies/shared/regime.hpp"
#include "wasm/arrays.hpp"
#include "wasm/guarded.hpp"

namespace ntk::kernels {
NLOHMANN_JSON_SERIALIZE_ENUM(KernelKind, {{KernelKind::nngp, "nngp"}, {KernelKind::ntk, "ntk"}})
}  // namespace ntk::kernels

namespace {

using emscripten::val;
using nlohmann::json;
using ntk::Error;
using ntk::Matrix;
using ntk::Vector;
using ntk::wasm::float64_array;
using ntk::wasm::guarded;

/// Refuses what a module cannot hold: its memory ends at 2 GB, and a size_t there has 32 bits.
void require_memory(double bytes) {
    if (bytes > 2e9) throw std::bad_alloc();
}

void require_finite(const double* begin, const double* end, const std::string& what) {
    if (std::all_of(begin, end, [](double v) { return std::isfinite(v); })) return;
    throw Error({.problem = what + " has numbers that are not finite", .remedies = {{"scale the inputs"}}});
}

Vector vector(const val& numbers, const std::string& key) {
    Vector result = ntk::wasm::vector_from(numbers);
    const auto bad = std::find_if(result.begin(), result.end(), [](double v) { return !std::isfinite(v); });
    if (bad != result.end())
        throw Error({.key = key, .problem = fmt::format("has no finite number at [{}]", bad - result.begin())});
    return result;
}

/// The rows of a matrix. `rows` says how many there must be, where that is known.
Matrix matrix(const val& numbers, const std::string& key, std::size_t columns, std::optional<std::size_t> rows = {}) {
    const Vector values = vector(numbers, key);
    const std::size_t n = rows.value_or(std::max<std::size_t>(values.size() / columns, 1));
    if (static_cast<double>(n) * static_cast<double>(columns) != static_cast<double>(values.size()))
        throw Error({.key = key,
                     .problem = fmt::format("has {} numbers, not {} rows of {}", values.size(), n, columns),
                     .remedies = {{"correct it"}, {"the number of columns", "columns"}}});
    Matrix result = Matrix::from_shape({n, columns});
    std::copy(values.begin(), values.end(), result.begin());
    return result;
}

/// Which kernel `kernel` and `predict` compute, of inputs of so many columns.
struct KernelChoice {
    std::size_t columns;
    ntk::kernels::KernelKind kind;
    std::size_t hidden_layers;
    ntk::kernels::Architecture architecture;

    /// The kernel of the rows of one matrix, or between those of two.
    Matrix of(const auto&... inputs) const {
        return ntk::kernels::kernel(kind, inputs..., architecture, hidden_layers);
    }
};

class Options : public ntk::flow::ParameterReader {
public:
    explicit Options(const json& given) : ParameterReader(given, ""), given_(given) {}

    std::size_t columns() { return whole_number("columns", 1, ntk::studies::parameter::many); }
    /// A number of rows, which may be left out.
    std::optional<std::size_t> rows(const std::string& key) {
        if (!given(key)) return {};
        return whole_number(key, 1, ntk::studies::parameter::many);
    }
    std::size_t hidden_layers() { return given("hidden_layers") ? whole_number("hidden_layers", 0, 1000) : 3; }
    ntk::numeric::Activation activation() {
        return given("activation") ? ntk::numeric::activation_named(text("activation")) : ntk::numeric::Activation();
    }
    ntk::kernels::KernelKind kind() {
        text("kind");  // must be given
        return choice<ntk::kernels::KernelKind>("kind");
    }
    ntk::kernels::Architecture architecture() {
        ntk::kernels::Architecture result{activation()};
        if (given("weight_variance")) result.weight_variance = positive_number("weight_variance");
        if (given("bias_variance")) result.bias_variance = number_from_0("bias_variance", "a number not below 0");
        return result;
    }
    KernelChoice kernel_choice() {
        // Braces read in this order, and the first that is refused is told.
        return {columns(), kind(), hidden_layers(), architecture()};
    }
    /// The ridge; nothing where it is to be tuned.
    std::optional<double> ridge() {
        if (!given("ridge") || given_["ridge"] == "tuned") return {};
        return number_from_0("ridge", "a number not below 0, or \"tuned\"");
    }
    ntk::data::Samples samples(const val& x, const val& y) {
        ntk::data::Samples result{matrix(x, "x", columns(), rows("rows")), vector(y, "y")};
        if (result.x.shape(0) != result.y.size())
            throw Error({.key = "y",
                         .problem = fmt::format("has {} numbers, and x {} rows", result.y.size(), result.x.shape(0)),
                         .remedies = {{"give a target for each row"}}});
        ntk::data::check_rows(result, 2, 0, "y");
        return result;
    }
    /// How a network is trained: as `ntk predict` does it, but for what is given.
    ntk::studies::shared::Regime regime() {
        json regime = {{"parameterization", "standard"},
                       {"start", "kept"},
                       {"optimizer", "adam"},
                       {"batch", 32},
                       {"width", 256},
                       {"epochs", 1}};  // the caller takes the steps
        for (const char* key : {"parameterization", "start", "optimizer", "rate", "relative_rate", "batch", "width"})
            if (given(key)) regime[key] = given_[key];
        if (regime["optimizer"] == "adam" && !regime.contains("rate") && !regime.contains("relative_rate"))
            regime["rate"] = 0.001;
        return ntk::studies::shared::read_regime(regime, "", 0);
    }

private:
    double number_from_0(const std::string& key, const std::string& limit) {
        const json& value = given_[key];
        if (!value.is_number() || !(value.get<double>() >= 0))
            throw Error(
                {.key = key, .value = value.dump(-1, ' ', false, json::error_handler_t::replace), .limit = limit});
        return value.get<double>();
    }

    const json& given_;
};

/// The kernel of the rows of x, or where z is not undefined between those of x and those of z, row by row. Options:
/// columns, rows and z_rows (may be left out), kind ("nngp", "ntk"), hidden_layers (3), activation ("relu"),
/// weight_variance (2), bias_variance (0). Nothing is standardised.
val kernel(const std::string& options, const val& x, const val& z) {
    return guarded([&] {
        const json given = json::parse(options);
        Options o(given);
        const KernelChoice choice = o.kernel_choice();
        const std::optional<std::size_t> rows = o.rows("rows"), z_rows = o.rows("z_rows");
        o.refuse_unknown();
        const Matrix of_x = matrix(x, "x", choice.columns, rows);
        const Matrix of_z = z.isUndefined() ? Matrix() : matrix(z, "z", choice.columns, z_rows);
        const std::size_t n = of_x.shape(0), m = z.isUndefined() ? n : of_z.shape(0);
        require_memory(16.0 * static_cast<double>(n) * static_cast<double>(m));
        const Matrix k = z.isUndefined() ? choice.of(of_x) : choice.of(of_x, of_z);
        require_finite(k.data(), k.data() + k.size(), "the kernel");
        return float64_array(k);
    });
}

/// Predictions in the unit of the targets.
val restored(Vector prediction, const Vector& targets) {
    const ntk::data::Moments moments = ntk::data::moments(targets);
    for (double& value : prediction) value = moments.restored(value);
    require_finite(prediction.data(), prediction.data() + prediction.size(), "the prediction");
    return float64_array(prediction);
}

/// Inputs (m, d) without targets beside the training rows, both standardised by these.
ntk::data::Split standardised(const ntk::data::Samples& train, const Matrix& x) {
    return ntk::data::standardise({train, {x, xt::zeros<double>({x.shape(0)})}});
}

/// Kernel regression on x (n, d) and y (n), standardised as `ntk predict` does it, and its predictions for the rows of
/// z (m, d): {prediction, ridge}. Options: those of `kernel`, and ridge (a number, or "tuned", which it is).
val predict(const std::string& options, const val& x, const val& y, const val& z) {
    return guarded([&] {
        const json given = json::parse(options);
        Options o(given);
        const KernelChoice choice = o.kernel_choice();
        const std::optional<double> given_ridge = o.ridge();
        const ntk::data::Samples train = o.samples(x, y);
        const Matrix unknown = matrix(z, "z", choice.columns, o.rows("z_rows"));
        o.refuse_unknown();
        const double n = static_cast<double>(train.y.size()), m = static_cast<double>(unknown.shape(0));
        require_memory(sizeof(double) * ((given_ridge ? 2 : 5) * n * n + n * m));
        const ntk::data::Split split = standardised(train, unknown);
        const Matrix k = choice.of(split.train.x);
        require_finite(k.data(), k.data() + k.size(), "the kernel");
        const double ridge = given_ridge
                                 ? *given_ridge
                                 : ntk::regression::tuned_ridge(ntk::regression::spectrum(k),
                                                                ntk::regression::mean_diagonal(k), split.train.y);
        const Vector coefficients = ntk::regression::ridge_coefficients(k, split.train.y, ridge);
        const Matrix k_test = choice.of(split.test.x, split.train.x);
        val result = val::object();
        result.set("prediction", restored(ntk::regression::kernel_prediction(k_test, coefficients), train.y));
        result.set("ridge", ridge);
        return result;
    });
}

/// A network that is trained step by step on x (n, d) and y (n), standardised as `ntk predict` does it. Options:
/// columns, rows (may be left out), hidden_layers (3), activation ("relu"), width (256), seed (0), and those of
/// read_regime (core/studies/shared/regime.hpp) but epochs and early_stopping, whose defaults here are the standard
/// parameterization, a start that is kept, Adam at rate 0.001, and batches of 32.
class NetworkBinding {
public:
    NetworkBinding(const std::string& options, const val& x, const val& y) {
        guarded([&] {
            const json given = json::parse(options);
            Options o(given);
            const std::size_t hidden_layers = o.hidden_layers();
            const ntk::numeric::Activation activation = o.activation();
            const ntk::studies::shared::Regime regime = o.regime();
            const std::size_t seed = o.given("seed") ? o.whole_number(ntk::studies::parameter::seed) : 0;
            train_ = o.samples(x, y);
            o.refuse_unknown();
            const std::size_t rows = train_.y.size();
            require_memory(ntk::studies::shared::training_memory(regime.width, hidden_layers, rows, train_.x.shape(1)));
            const ntk::data::Samples train = standardised(train_, train_.x).train;
            double unit_rate = 1;
            if (regime.rate_relative && regime.parameterization == ntk::network::Parameterization::ntk)
                unit_rate = 1 / ntk::regression::spectrum(ntk::kernels::kernel(ntk::kernels::KernelKind::ntk, train.x,
                                                                               {activation}, hidden_layers))
                                    .largest();
            // The streams of random numbers have the name that `ntk predict` gives them.
            training_.emplace(regime, hidden_layers, train, unit_rate, seed, "predict", activation);
        });
    }

    /// Takes so many steps, fewer where the training diverges. Returns the mean squared error of the last step's batch
    /// before it, in units of the targets' variance; where it is not finite the training has diverged, and the network
    /// stays as it was.
    double step(double steps) {
        return guarded([&] {
            if (!(steps >= 1 && steps <= 1e9 && steps == std::floor(steps)))
                throw Error({.key = "steps", .value = fmt::format("{}", steps), .limit = "a whole number above 0"});
            double error = 0;
            for (double t = 0; t < steps && std::isfinite(error); ++t) error = training_->step();
            return error;
        });
    }

    /// The predictions for the rows of x (m, d), in the unit of the targets.
    val predict(const val& x) const {
        return guarded([&] {
            const ntk::data::Split split = standardised(train_, matrix(x, "x", train_.x.shape(1)));
            return restored(training_->prediction(split.test.x), train_.y);
        });
    }

private:
    ntk::data::Samples train_;
    std::optional<ntk::studies::shared::Training> training_;
};

/// The mean errors of all predictors as JSON (see studies::compare), from the artifact of the stage depth/errors and
/// the comparison's options.
std::string mean_errors(const std::string& errors, const std::string& options) {
    return guarded([&] {
        const auto o = ntk::studies::compare::read_options(json::parse(options));
        return to_json(ntk::studies::compare::mean_errors(ntk::flow::from_json(errors), o)).dump();
    });
}

}  // namespace

EMSCRIPTEN_BINDINGS(ntk_numbers) {
    emscripten::function("kernel", &kernel);
    emscripten::function("meanErrors", &mean_errors);
    emscripten::function("predict", &predict);
    emscripten::class_<NetworkBinding>("Network")
        .constructor<std::string, val, val>()
        .function("step", &NetworkBinding::step)
        .function("predict", &NetworkBinding::predict);
}
