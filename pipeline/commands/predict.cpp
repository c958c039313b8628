// ntk predict: regression on one table, predictions for the rows of another.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "core/data/tasks.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/decimal.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/training/trainer.hpp"
#include "pipeline/capacity.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/files.hpp"
#include "pipeline/interrupt.hpp"

namespace ntk {
namespace {

using Vector = xt::xtensor<double, 1>;

struct PredictOptions {
    std::string train, test, target, kind, ridge = "tuned", activation = "relu", out;
    std::size_t hidden_layers = 3, width = 256, epochs = 500, seed = 0;
    data::CsvOptions csv;
};

// The inputs of the rows to predict, in the order of the training table's columns, and their targets where they are
// there.
struct Unknown {
    xt::xtensor<double, 2> x;
    std::optional<Vector> y;
};

Unknown read_unknown(const data::Table& train, const PredictOptions& options) {
    // Every row is to have its prediction, so none may be dropped.
    const data::Table table = read_table(options.test, {false, options.csv.one_hot, options.csv.without, &train});
    const std::size_t rows = table.values.shape(0);
    Unknown unknown{xt::xtensor<double, 2>::from_shape({rows, train.columns.size() - 1}), std::nullopt};
    std::size_t to = 0;
    for (const std::string& name : train.columns) {
        if (name == options.target) continue;
        const std::size_t from = table.column(name, options.test);
        for (std::size_t i = 0; i < rows; ++i) unknown.x(i, to) = table.values(i, from);
        ++to;
    }
    if (std::count(table.columns.begin(), table.columns.end(), options.target) > 0)
        unknown.y = data::split_target(table, options.target, options.test).y;
    return unknown;
}

double ridge_of(const std::string& text) {
    const std::optional<double> ridge = parse_decimal(text);
    if (!ridge || *ridge < 0)
        throw std::invalid_argument("--ridge is a number not below 0, or tuned; \"" + text + "\" is neither");
    return *ridge;
}

Vector kernel_predictions(const data::Split& split, const PredictOptions& options) {
    const KernelKind kind = options.kind == "ntk" ? KernelKind::ntk : KernelKind::nngp;
    const Architecture architecture{activation_named(options.activation)};
    const double n = static_cast<double>(split.train.y.size()), m = static_cast<double>(split.test.y.size());
    // The kernel and its factor; eigenvectors and their workspace to tune the ridge; the test rows' kernel.
    const bool tuned = options.ridge == "tuned";
    require_memory(options.kind + " regression on " + std::to_string(split.train.y.size()) + " rows",
                   sizeof(double) * ((tuned ? 5 : 2) * n * n + n * m));
    const auto train_train = kernel(kind, split.train.x, architecture, options.hidden_layers);
    double ridge = 0;
    if (tuned) {
        ridge = tuned_ridge(spectrum(train_train), mean_diagonal(train_train), split.train.y);
    } else {
        ridge = ridge_of(options.ridge);
    }
    Vector coefficients;
    try {
        coefficients = ridge_coefficients(train_train, split.train.y, ridge);
    } catch (const NotPositiveDefinite& error) {
        throw std::runtime_error(options.train + ":1: " + error.what() + ", or --ridge tuned");
    }
    std::cout << options.kind << " regression, ridge " << shortest_decimal(ridge) << (tuned ? " (tuned)\n" : "\n");
    return kernel_prediction(kernel(kind, split.test.x, split.train.x, architecture, options.hidden_layers),
                             coefficients);
}

Vector network_predictions(const data::Split& split, const PredictOptions& options) {
    NetworkShape shape;
    shape.inputs = split.train.x.shape(1);
    shape.width = options.width;
    shape.hidden_layers = options.hidden_layers;
    shape.activation = activation_named(options.activation);
    shape.parameterization = Parameterization::standard;
    Trainer trainer(Network(shape, options.seed, "predict"), split.train.x, split.train.y, {Optimizer::adam, 0.001, 32},
                    options.seed, "predict");
    const std::size_t steps = options.epochs * trainer.steps_per_epoch();
    double error = 0;
    while (trainer.steps_taken() < steps && std::isfinite(error)) error = trainer.step();
    if (!std::isfinite(error))
        throw std::runtime_error("the training of the network diverged; take fewer hidden layers or another --seed");
    std::cout << "network, " << steps << " steps, mean squared error of the last batch " << error << "\n";
    return predict(trainer.network(), split.test.x);
}

int run(const PredictOptions& options) {
    if (std::filesystem::path(options.out).extension() != ".csv")
        throw std::invalid_argument(options.out + ": predictions are written as CSV; end the name in .csv");
    const data::Table table = read_table(options.train, options.csv);
    const data::Samples train = data::split_target(table, options.target, options.train);
    const Unknown unknown = read_unknown(table, options);

    const data::Moments target = data::moments(train.y);
    const Vector none = xt::zeros<double>({unknown.x.shape(0)});
    const data::Split split = data::standardise({train, {unknown.x, none}});
    Vector prediction =
        options.kind == "network" ? network_predictions(split, options) : kernel_predictions(split, options);
    prediction = prediction * target.deviation + target.mean;
    if (!numeric::all_finite(prediction.data(), prediction.size()))
        throw std::runtime_error("a prediction is not finite; scale the inputs of " + options.test);

    watch_interrupts();
    write_atomically(options.out, [&](std::ostream& stream) {
        stream << "prediction\n";
        for (const double y : prediction) stream << shortest_decimal(y) << '\n';
    });
    if (unknown.y && data::moments(*unknown.y).deviation > 0)
        std::cout << "NMSE on " << options.test << ": " << normalised_mean_squared_error(prediction, *unknown.y)
                  << " (1: no better than its mean)\n";
    return exit_done;
}

}  // namespace

void add_predict(CLI::App& app, int& status) {
    const auto options = std::make_shared<PredictOptions>();
    CLI::App* command = app.add_subcommand("predict", "Regress on one table, predict the rows of another");
    command->add_option("TRAIN", options->train, "CSV with a header row: inputs and target")->required();
    command->add_option("TEST", options->test, "CSV with the same inputs; with the target too, the error is told")
        ->required();
    add_target_option(*command, options->target);
    command->add_option("--kind", options->kind, "What predicts")
        ->required()
        ->check(CLI::IsMember({"ntk", "nngp", "network"}));
    command->add_option("--hidden-layers", options->hidden_layers, "Number of hidden layers")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    add_activation_option(*command, options->activation);
    command->add_option("--ridge", options->ridge, "Of a kernel: a number from 0, or tuned (least leave-one-out error)")
        ->capture_default_str();
    command->add_option("--width", options->width, "Of a network's hidden layers")
        ->check(CLI::Range(1, 65536))
        ->capture_default_str();
    command->add_option("--epochs", options->epochs, "Of a network's training")
        ->check(CLI::Range(1, 10000000))
        ->capture_default_str();
    command->add_option("--seed", options->seed, "Of a network's start and batches")->capture_default_str();
    add_table_options(*command, options->csv);
    command->add_option("--out", options->out, "The output, P.csv: a column \"prediction\", a row for each of TEST's")
        ->required();
    command->footer(
        "Inputs and target are standardised by TRAIN's figures and a constant input is appended; predictions are in "
        "the\n"
        "target's own units. A network has the standard parameterization and is trained by Adam (0.001), batches of "
        "32.\n"
        "\nExamples:\n"
        "  ntk predict train.csv test.csv --target price --kind ntk --out predictions.csv\n"
        "  ntk predict train.csv test.csv --target price --kind nngp --hidden-layers 1 --ridge 0 --out "
        "predictions.csv\n"
        "  ntk predict train.csv test.csv --target price --kind network --width 512 --out predictions.csv");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace ntk
