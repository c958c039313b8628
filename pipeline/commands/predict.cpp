// ntk predict: regression on one table, predictions for the rows of another.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xtensor/xadapt.hpp>
#include <xtensor/xview.hpp>

#include "core/data/columns.hpp"
#include "core/data/tasks.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/decimal.hpp"
#include "core/numeric/reduce.hpp"
#include "core/regression/kernel_sgd.hpp"
#include "core/regression/ridge.hpp"
#include "core/regression/spectrum.hpp"
#include "core/statistics/errors.hpp"
#include "core/studies/shared/planning.hpp"
#include "core/training/trainer.hpp"
#include "pipeline/capacity.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/files.hpp"
#include "pipeline/interrupt.hpp"
#include "pipeline/progress.hpp"

namespace ntk::pipeline {
namespace {

struct PredictOptions {
    std::string train, test, target, kind, out;
    std::optional<std::string> activation;
    std::size_t hidden_layers = 3;
    data::CsvOptions csv;
    // These do not apply to every kind, and are refused where they would do nothing.
    std::optional<std::string> ridge;
    std::optional<std::size_t> width, epochs, batch, seed;
    std::optional<double> rate;

    bool network() const { return kind == "network"; }
    std::size_t batch_size() const { return batch.value_or(32); }
    std::uint64_t seed_or_default() const { return seed.value_or(0); }
};

void refuse_idle_options(const PredictOptions& options) {
    const auto refuse = [](bool given, const std::string& key, const std::string& where, const Remedy& remedy) {
        if (given) throw Error({.key = key, .problem = "does nothing " + where, .remedies = {remedy}});
    };
    refuse(options.width && options.hidden_layers == 0, "width", "without hidden layers",
           {"take some", "hidden_layers"});
    if (options.network())
        return refuse(options.ridge.has_value(), "ridge", "for a network", {"take ntk or nngp", "kind"});
    refuse(options.width.has_value(), "width", "for a kernel, whose network is infinitely wide",
           {"take network", "kind"});
    if (options.epochs)
        return refuse(options.ridge.has_value(), "ridge", "where a kernel is trained by batches, not solved",
                      {"leave it out or what asks for batches", "epochs"});
    const std::string solved = "for a regression that is solved";
    const Remedy batches{"train it by batches", "epochs"};
    refuse(options.batch.has_value(), "batch", solved, batches);
    refuse(options.rate.has_value(), "rate", solved, batches);
    refuse(options.seed.has_value(), "seed", solved, batches);
}

// The rows to predict: their inputs, in the order of the training table's columns, and their targets, where the file
// has them. A target is NaN where the row has none.
struct Unknown {
    data::Table inputs;
    std::optional<Vector> y;
};

// The names in the file of these columns of the table. A text column has one name there, and a column for each text in
// the table.
std::vector<std::string> origins(const data::Table& table, const std::vector<std::string>& columns) {
    const auto wanted = [&](const std::string& name) {
        return std::find(columns.begin(), columns.end(), name) != columns.end();
    };
    std::vector<std::string> names = table.number_columns();
    std::erase_if(names, [&](const std::string& name) { return !wanted(name); });
    for (const auto& [column, texts] : table.levels)
        if (wanted(data::indicator_name(column, texts.front()))) names.push_back(column);
    return names;
}

// The targets in the file of the rows to predict, where it has any. A target COLUMN=TEXT is 1 in the rows that have the
// text, and 0 in the others.
std::optional<Vector> read_targets(const TableFile& file, const data::Table& train, const std::string& target,
                                   const data::CsvOptions& like_train) {
    std::string column = target;
    for (const auto& [name, texts] : train.levels)
        for (const std::string& text : texts)
            if (data::indicator_name(name, text) == target) column = name;
    const std::vector<std::string> there =
        like_train.names.empty() ? data::column_names(file.bytes, file.name) : like_train.names;
    if (std::count(there.begin(), there.end(), column) == 0) return {};
    data::CsvOptions options{.one_hot = true, .target = target, .only = {column}, .gaps = true};
    if (column == target) options.like = &train;
    const data::Table table = data::parse_table(file.bytes, file.name, options);
    const auto found = std::find(table.columns.begin(), table.columns.end(), target);
    // Where no row has the text there is no such column: every row has another text, and its target is 0.
    const std::size_t at = found == table.columns.end() ? 0 : static_cast<std::size_t>(found - table.columns.begin());
    Vector y = xt::view(table.values, xt::all(), at);
    if (found == table.columns.end())
        for (double& value : y) value *= 0;
    return y;
}

Unknown read_unknown(const TableFile& file, const data::Table& train, const std::vector<std::string>& inputs,
                     const std::vector<std::string>& train_names, const PredictOptions& options) {
    data::CsvOptions like_train{.one_hot = true, .without = options.csv.without, .like = &train};
    like_train.only = origins(train, inputs);
    // The columns of a .npy file are called by their numbers. Where the target is not among them, the numbers of those
    // after it are one less than in the training table.
    const std::vector<std::string> there = data::column_names(file.bytes, file.name);
    const bool numbered = train.array && !there.empty() && there.front() == "0";
    if (numbered && there.size() + 1 == train_names.size()) {
        like_train.names = train_names;
        std::erase(like_train.names, options.target);
    }
    return {parse_and_note(file, like_train), read_targets(file, train, options.target, like_train)};
}

Matrix columns_of(const data::Table& table, const std::vector<std::string>& columns, const std::string& source) {
    Matrix x = Matrix::from_shape({table.values.shape(0), columns.size()});
    for (std::size_t j = 0; j < columns.size(); ++j)
        xt::view(x, xt::all(), j) = xt::view(table.values, xt::all(), table.column(columns[j], source));
    return x;
}

// Notes the columns that are constant in TRAIN and have other values in TEST, where they are left out.
void note_left_out(const Matrix& train, const Unknown& unknown, const Matrix& x, const std::vector<std::string>& inputs,
                   const std::string& test_name) {
    for (const std::size_t j : data::constant_columns(train)) {
        std::vector<std::size_t> lines;
        for (std::size_t i = 0; i < x.shape(0); ++i)
            if (x(i, j) != train(0, j)) lines.push_back(unknown.inputs.lines[i]);
        if (!lines.empty())
            print_note(
                fmt::format("{}: column {} has other values than the {} of every training row ({}): nothing can "
                            "be learnt of what they do, so the column is left out",
                            test_name, shown(inputs[j]), numeric::shortest_decimal(train(0, j)),
                            data::places_text(lines, unknown.inputs.array)));
    }
}

// Prints the error over the rows that have a target.
void print_error(const Vector& prediction, const Vector& y, const std::string& test_name) {
    std::vector<double> p, t;
    for (std::size_t i = 0; i < y.size(); ++i)
        if (!std::isnan(y(i))) p.push_back(prediction(i)), t.push_back(y(i));
    if (t.empty()) return;
    const std::string rows = t.size() == y.size() ? "" : fmt::format(", {} of {} rows", t.size(), y.size());
    const Vector targets = xt::adapt(t);
    if (!(data::moments(targets).deviation > 0))
        return print_note(fmt::format("no NMSE on {}{}: the targets there are all equal", test_name, rows));
    std::cout << "NMSE on " << test_name << rows << ": "
              << statistics::normalised_mean_squared_error(xt::adapt(p), targets) << " (1: no better than its mean)\n";
}

double ridge_of(const std::string& text) {
    const std::optional<double> ridge = numeric::parse_decimal(text);
    if (!ridge || *ridge < 0)
        throw Error({.key = "ridge", .value = shown(text), .limit = "a number not below 0, or tuned"});
    return *ridge;
}

/// Returns (K + λI)⁻¹ y and prints λ, the ridge, and whether it was tuned.
Vector solved_coefficients(const Matrix& train_train, const Vector& y, const data::Table& train,
                           const std::string& train_name, const PredictOptions& options) {
    const bool tuned = !options.ridge || *options.ridge == "tuned";
    const double n = static_cast<double>(y.size());
    Meter meter("the regression on " + train_name, (tuned ? 20.0 : 1.0) * n * n * n);
    const double ridge =
        tuned ? regression::tuned_ridge(regression::spectrum(train_train), regression::mean_diagonal(train_train), y)
              : ridge_of(*options.ridge);
    std::cout << options.kind << " regression, ridge " << numeric::shortest_decimal(ridge)
              << (tuned ? " (tuned)\n" : "\n");
    try {
        return regression::ridge_coefficients(train_train, y, ridge);
    } catch (const regression::NotPositiveDefinite& error) {
        Facts facts = error.facts();
        facts.file = train_name;
        facts.line = 1;
        // The error counts the rows that were kept. The user knows them by their lines in the file.
        if (error.rows)
            facts.problem += fmt::format(
                " ({})", data::places_text({train.lines.at(error.rows->first), train.lines.at(error.rows->second)},
                                           train.array));
        facts.remedies.push_back({"a tuned one"});
        throw Error(std::move(facts));
    }
}

/// The coefficients of the infinite network after training by batches, which starts from the function 0.
Vector batch_coefficients(const Matrix& train_train, const Vector& y, const PredictOptions& options) {
    const double stable = regression::stable_rate(train_train), rate = options.rate.value_or(0.5 * stable);
    const random::Batches batches(y.size(), options.batch_size(), options.seed_or_default(), "predict");
    const double pairs = static_cast<double>(y.size()) * static_cast<double>(y.size());
    const auto trained = [&] {
        Meter meter("training by batches", 2.0 * pairs * static_cast<double>(*options.epochs));
        return regression::batch_trained_coefficients(train_train, y, rate, batches, {*options.epochs});
    };
    const Vector a = xt::row(trained(), 0);
    const Vector left = y - regression::kernel_prediction(train_train, a);
    const double n = static_cast<double>(y.size()), before = numeric::sum_of_squares(y.data(), y.size()) / n,
                 after = numeric::sum_of_squares(left.data(), left.size()) / n;
    // A comparison by > would be false where the error is NaN.
    if (rate > stable && !(after <= before))
        throw Error({.key = "rate",
                     .value = numeric::shortest_decimal(rate),
                     .limit = "at most " + numeric::shortest_decimal(stable),
                     .problem = "makes the training diverge: at " + numeric::shortest_decimal(rate) +
                                " the mean squared error of the training rows grew",
                     .remedies = {{"take at most " + numeric::shortest_decimal(stable) +
                                   ", at which batches of no size diverge"}}});
    std::cout << options.kind << " trained by batches of " << batches.batch() << ", "
              << *options.epochs * batches.steps_per_epoch() << " steps at rate " << numeric::shortest_decimal(rate)
              << ", mean squared error of the training rows " << after << " (before: " << before << ")\n";
    return a;
}

Vector kernel_predictions(const data::Split& split, const data::Table& train, const std::string& train_name,
                          const PredictOptions& options) {
    const kernels::KernelKind kind = kernel_kind(options.kind);
    const kernels::Architecture architecture{activation_of(options.activation, options.hidden_layers)};
    const double n = static_cast<double>(split.train.y.size()), m = static_cast<double>(split.test.y.size());
    // There are the kernel and its factor, eigenvectors and their workspace where the ridge is tuned, and the test
    // rows' kernel.
    const bool tuned = !options.epochs && (!options.ridge || *options.ridge == "tuned");
    require_memory(fmt::format("{} regression on {} rows", options.kind, split.train.y.size()),
                   sizeof(double) * ((tuned ? 5 : 2) * n * n + n * m));
    const auto kernel_of = [&](const std::string& name, const auto&... inputs) {
        Meter meter("the kernel of " + name);
        return kernels::kernel(kind, inputs..., architecture, options.hidden_layers, meter.callback());
    };
    const Matrix train_train = kernel_of(train_name, split.train.x);
    const Vector coefficients = options.epochs
                                    ? batch_coefficients(train_train, split.train.y, options)
                                    : solved_coefficients(train_train, split.train.y, train, train_name, options);
    return regression::kernel_prediction(kernel_of(options.test, split.test.x, split.train.x), coefficients);
}

Vector network_predictions(const data::Split& split, const PredictOptions& options) {
    network::NetworkShape shape;
    shape.inputs = split.train.x.shape(1);
    shape.width = options.width.value_or(256);
    shape.hidden_layers = options.hidden_layers;
    shape.activation = activation_of(options.activation, options.hidden_layers);
    shape.parameterization = network::Parameterization::standard;
    const std::size_t rows = options.batch_size() + split.test.y.size();
    require_memory(fmt::format("a network of width {}", shape.width),
                   studies::shared::training_memory(shape.width, shape.hidden_layers, rows, shape.inputs),
                   {"take a smaller one", "width"});
    const std::uint64_t seed = options.seed_or_default();
    const training::TrainingRule rule{training::Optimizer::adam, options.rate.value_or(0.001), options.batch_size()};
    training::Trainer trainer(network::Network(shape, seed, "predict"), split.train.x, split.train.y, rule, seed,
                              "predict");
    const std::size_t steps = options.epochs.value_or(500) * trainer.steps_per_epoch();
    double error = 0;
    {
        Meter meter("training the network");
        while (trainer.steps_taken() < steps && std::isfinite(error)) {
            error = trainer.step();
            meter.done(static_cast<double>(trainer.steps_taken()) / static_cast<double>(steps));
        }
    }
    if (!std::isfinite(error))
        throw Error(
            {.problem = "the training of the network diverged",
             .remedies = {
                 {"take a smaller rate", "rate"}, {"fewer layers", "hidden_layers"}, {"another seed", "seed"}}});
    std::cout << "network, " << steps << " steps, mean squared error of the last batch " << error << "\n";
    return network::predict(trainer.network(), split.test.x);
}

int run(const PredictOptions& options) {
    check_output(options.out, {path_of(options.train), path_of(options.test)});
    if (std::filesystem::path(options.out).extension() != ".csv")
        throw Error({.file = options.out,
                     .problem = "predictions are written as CSV",
                     .remedies = {{"end the name in .csv", "out"}}});
    check_readable_together({options.train, options.test});
    refuse_idle_options(options);
    activation_of(options.activation, options.hidden_layers);  // refuses before the work
    const TableFile train_file = read_table_file(options.train), test_file = read_table_file(options.test);
    data::CsvOptions csv = options.csv;
    csv.target = options.target;
    csv.there = data::column_names(test_file.bytes, test_file.name);
    const data::Table table = parse_and_note(train_file, csv);
    const data::Samples train = data::split_target(table, options.target, train_file.name);
    data::check_rows(train, 2, 0, train_file.name);
    std::vector<std::string> inputs;
    for (const std::size_t j : table.inputs_for(table.column(options.target, train_file.name)))
        inputs.push_back(table.columns[j]);
    const Unknown unknown =
        read_unknown(test_file, table, inputs, data::column_names(train_file.bytes, train_file.name), options);
    const Matrix x = columns_of(unknown.inputs, inputs, test_file.name);
    note_left_out(train.x, unknown, x, inputs, test_file.name);

    const data::Moments target = data::moments(train.y);
    const Vector none = xt::zeros<double>({x.shape(0)});
    const data::Split split = data::standardise({train, {x, none}});
    Vector prediction = options.network() ? network_predictions(split, options)
                                          : kernel_predictions(split, table, train_file.name, options);
    for (double& value : prediction) value = target.restored(value);
    const auto bad = std::find_if(prediction.begin(), prediction.end(), [](double p) { return !std::isfinite(p); });
    if (bad != prediction.end())
        throw Error({.file = test_file.name,
                     .line = 1,
                     .problem = "the prediction of " +
                                unknown.inputs.place(static_cast<std::size_t>(bad - prediction.begin())) +
                                " is not finite, as its inputs are too far from those of the training rows",
                     .remedies = {{"correct the row"}, {"remove it"}}});

    watch_interrupts();
    write_atomically(options.out, [&](std::ostream& stream) {
        stream << "prediction\n";
        for (const double y : prediction) stream << numeric::shortest_decimal(y) << '\n';
    });
    if (unknown.y) print_error(prediction, *unknown.y, test_file.name);
    return exit_done;
}

}  // namespace

void add_predict(CLI::App& app, int& status) {
    const auto options = std::make_shared<PredictOptions>();
    CLI::App* command = app.add_subcommand("predict", "Regress on one table, predict the rows of another");
    command->add_option("TRAIN", options->train, table_help + ": inputs and target")->required();
    command
        ->add_option("TEST", options->test,
                     "A table with the same inputs; of its rows that have the target too, the error is told")
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
        "Of a kernel that is solved: a number from 0, or tuned (least leave-one-out error; the default). It is added "
        "to the kernel's diagonal as it is, where the targets have variance 1");
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
        ->check(CLI::Validator(
            [](const std::string& text) {
                const std::optional<double> rate = numeric::parse_decimal(text);
                return std::string(rate && *rate > 0 ? "" : "must be a number above 0");
            },
            "FLOAT above 0"));
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
