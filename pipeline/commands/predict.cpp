// ntk predict: regression on one table, predictions for the rows of another.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <xtensor/xview.hpp>

#include "core/data/tasks.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/decimal.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/kernel_sgd.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/training/trainer.hpp"
#include "pipeline/capacity.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/files.hpp"
#include "pipeline/interrupt.hpp"

namespace ntk::pipeline {
namespace {

struct PredictOptions {
    std::string train, test, target, kind, activation = "relu", out;
    std::size_t hidden_layers = 3;
    data::CsvOptions csv;
    // Not of every kind, so refused where they would do nothing.
    std::optional<std::string> ridge;
    std::optional<std::size_t> width, epochs, batch, seed;
    std::optional<double> rate;

    bool network() const { return kind == "network"; }
    std::size_t batch_size() const { return batch.value_or(32); }
    std::uint64_t seed_or_default() const { return seed.value_or(0); }
};

void refuse_idle_options(const PredictOptions& options) {
    const auto refuse = [](bool given, const std::string& sentence) {
        if (given) throw std::invalid_argument(sentence);
    };
    if (options.network()) {
        refuse(options.ridge.has_value(), "--ridge does nothing for a network; it is of --kind ntk or nngp");
        return;
    }
    const std::string solved = " does nothing for a regression that is solved; add --epochs to train it by batches";
    refuse(options.width.has_value(), "--width does nothing for --kind " + options.kind +
                                          ", whose network is infinitely wide; it is of --kind network");
    if (options.epochs) {
        refuse(options.ridge.has_value(),
               "--ridge does nothing with --epochs: what is trained by batches is not solved; leave one of them out");
    } else {
        refuse(options.batch.has_value(), "--batch" + solved);
        refuse(options.rate.has_value(), "--rate" + solved);
        refuse(options.seed.has_value(), "--seed" + solved);
    }
}

// The inputs of the rows to predict, in the order of the training table's columns, and their targets where they are
// there.
struct Unknown {
    Matrix x;
    std::optional<Vector> y;
};

Unknown read_unknown(const data::Table& train, const PredictOptions& options) {
    // Every row is to have its prediction, so none may be dropped.
    const data::Table table = read_table(options.test, {false, options.csv.one_hot, options.csv.without, &train});
    const std::size_t rows = table.values.shape(0);
    Unknown unknown{Matrix::from_shape({rows, train.columns.size() - 1}), std::nullopt};
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
    const std::optional<double> ridge = numeric::parse_decimal(text);
    if (!ridge || *ridge < 0)
        throw std::invalid_argument("--ridge is a number not below 0, or tuned; \"" + text + "\" is neither");
    return *ridge;
}

/// (K + λI)⁻¹ y, and says how λ was come by.
Vector solved_coefficients(const Matrix& train_train, const Vector& y, const PredictOptions& options) {
    const bool tuned = !options.ridge || *options.ridge == "tuned";
    const double ridge =
        tuned ? regression::tuned_ridge(regression::spectrum(train_train), regression::mean_diagonal(train_train), y)
              : ridge_of(*options.ridge);
    std::cout << options.kind << " regression, ridge " << numeric::shortest_decimal(ridge)
              << (tuned ? " (tuned)\n" : "\n");
    try {
        return regression::ridge_coefficients(train_train, y, ridge);
    } catch (const regression::NotPositiveDefinite& error) {
        throw std::runtime_error(options.train + ":1: " + error.what() + ", or --ridge tuned");
    }
}

/// Those of the infinite network after training by batches from the function 0.
Vector batch_coefficients(const Matrix& train_train, const Vector& y, const PredictOptions& options) {
    const double stable = regression::stable_rate(train_train), rate = options.rate.value_or(0.5 * stable);
    const random::Batches batches(y.size(), options.batch_size(), options.seed_or_default(), "predict");
    const Vector a =
        xt::row(regression::batch_trained_coefficients(train_train, y, rate, batches, {*options.epochs}), 0);
    const Vector left = y - regression::kernel_prediction(train_train, a);
    const double n = static_cast<double>(y.size()), before = numeric::sum_of_squares(y.data(), y.size()) / n,
                 after = numeric::sum_of_squares(left.data(), left.size()) / n;
    // Not ≤: it may be no number.
    if (rate > stable && !(after <= before))
        throw std::runtime_error("the training diverges: at --rate " + numeric::shortest_decimal(rate) +
                                 " the mean squared error of the training rows grew; take at most " +
                                 numeric::shortest_decimal(stable) + ", at which batches of no size diverge");
    std::cout << options.kind << " trained by batches of " << batches.batch() << ", "
              << *options.epochs * batches.steps_per_epoch() << " steps at rate " << numeric::shortest_decimal(rate)
              << ", mean squared error of the training rows " << after << " (before: " << before << ")\n";
    return a;
}

Vector kernel_predictions(const data::Split& split, const PredictOptions& options) {
    const kernels::KernelKind kind = options.kind == "ntk" ? kernels::KernelKind::ntk : kernels::KernelKind::nngp;
    const kernels::Architecture architecture{numeric::activation_named(options.activation)};
    const double n = static_cast<double>(split.train.y.size()), m = static_cast<double>(split.test.y.size());
    // The kernel and its factor; eigenvectors and their workspace to tune the ridge; the test rows' kernel.
    const bool tuned = !options.epochs && (!options.ridge || *options.ridge == "tuned");
    require_memory(options.kind + " regression on " + std::to_string(split.train.y.size()) + " rows",
                   sizeof(double) * ((tuned ? 5 : 2) * n * n + n * m));
    const auto train_train = kernels::kernel(kind, split.train.x, architecture, options.hidden_layers);
    const Vector coefficients = options.epochs ? batch_coefficients(train_train, split.train.y, options)
                                               : solved_coefficients(train_train, split.train.y, options);
    return regression::kernel_prediction(
        kernels::kernel(kind, split.test.x, split.train.x, architecture, options.hidden_layers), coefficients);
}

Vector network_predictions(const data::Split& split, const PredictOptions& options) {
    network::NetworkShape shape;
    shape.inputs = split.train.x.shape(1);
    shape.width = options.width.value_or(256);
    shape.hidden_layers = options.hidden_layers;
    shape.activation = numeric::activation_named(options.activation);
    shape.parameterization = network::Parameterization::standard;
    const std::uint64_t seed = options.seed_or_default();
    const training::TrainingRule rule{training::Optimizer::adam, options.rate.value_or(0.001), options.batch_size()};
    training::Trainer trainer(network::Network(shape, seed, "predict"), split.train.x, split.train.y, rule, seed,
                              "predict");
    const std::size_t steps = options.epochs.value_or(500) * trainer.steps_per_epoch();
    double error = 0;
    while (trainer.steps_taken() < steps && std::isfinite(error)) error = trainer.step();
    if (!std::isfinite(error))
        throw std::runtime_error(
            "the training of the network diverged; take a smaller --rate, fewer hidden layers or another --seed");
    std::cout << "network, " << steps << " steps, mean squared error of the last batch " << error << "\n";
    return network::predict(trainer.network(), split.test.x);
}

int run(const PredictOptions& options) {
    if (std::filesystem::path(options.out).extension() != ".csv")
        throw std::invalid_argument(options.out + ": predictions are written as CSV; end the name in .csv");
    refuse_idle_options(options);
    const data::Table table = read_table(options.train, options.csv);
    const data::Samples train = data::split_target(table, options.target, options.train);
    const Unknown unknown = read_unknown(table, options);

    const data::Moments target = data::moments(train.y);
    const Vector none = xt::zeros<double>({unknown.x.shape(0)});
    const data::Split split = data::standardise({train, {unknown.x, none}});
    Vector prediction = options.network() ? network_predictions(split, options) : kernel_predictions(split, options);
    prediction = prediction * target.deviation + target.mean;
    if (!numeric::all_finite(prediction.data(), prediction.size()))
        throw std::runtime_error("a prediction is not finite; scale the inputs of " + options.test);

    watch_interrupts();
    write_atomically(options.out, [&](std::ostream& stream) {
        stream << "prediction\n";
        for (const double y : prediction) stream << numeric::shortest_decimal(y) << '\n';
    });
    if (unknown.y && data::moments(*unknown.y).deviation > 0)
        std::cout << "NMSE on " << options.test << ": "
                  << statistics::normalised_mean_squared_error(prediction, *unknown.y)
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
    command->add_option(
        "--ridge", options->ridge,
        "Of a kernel that is solved: a number from 0, or tuned (least leave-one-out error; the default)");
    command->add_option("--width", options->width, "Of a network's hidden layers (default 256)")
        ->check(CLI::Range(1, 65536));
    command
        ->add_option("--epochs", options->epochs,
                     "Of a network's training (default 500). With a kernel: train it by batches, instead of solving")
        ->check(CLI::Range(1, 10000000));
    command->add_option("--batch", options->batch, "Rows a step of the training (default 32; at most all)")
        ->check(CLI::Range(1, 10000000));
    command
        ->add_option("--rate", options->rate,
                     "Of the training (default: of a network, Adam's, 0.001; of a kernel, on the mean squared error of "
                     "a batch, 1/(2 max k(x, x)), half of what is stable for batches of any size)")
        ->check(CLI::PositiveNumber);
    command->add_option("--seed", options->seed, "Of a network's start, and of the batches (default 0)");
    add_table_options(*command, options->csv);
    command->add_option("--out", options->out, "The output, P.csv: a column \"prediction\", a row for each of TEST's")
        ->required();
    command->footer(
        "Inputs and target are standardised by TRAIN's figures and a constant input is appended; predictions are in "
        "the\n"
        "target's own units. A network has the standard parameterization and is trained by Adam.\n"
        "With --epochs a kernel is trained as the network of infinite width would be: stochastic gradient descent on "
        "the\n"
        "mean squared error of each batch, from the function 0; with --kind nngp, of its last layer alone.\n"
        "\nExamples:\n"
        "  ntk predict train.csv test.csv --target price --kind ntk --out predictions.csv\n"
        "  ntk predict train.csv test.csv --target price --kind nngp --hidden-layers 1 --ridge 0 --out "
        "predictions.csv\n"
        "  ntk predict train.csv test.csv --target price --kind ntk --epochs 100 --batch 8 --out predictions.csv\n"
        "  ntk predict train.csv test.csv --target price --kind network --width 512 --out predictions.csv");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace ntk::pipeline
