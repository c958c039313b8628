// ntk kernel: the NNGP or NTK matrix of the rows of one table, or between the rows of two.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "pipeline/capacity.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/interrupt.hpp"
#include "pipeline/matrix_file.hpp"

namespace ntk::pipeline {
namespace {

struct KernelOptions {
    std::string x, z, kind, activation = "relu", out;
    std::size_t hidden_layers = 0;
    double weight_variance = 2, bias_variance = 0;
    data::CsvOptions csv;
};

void check_columns(const data::Table& x, const data::Table& z, const KernelOptions& options) {
    const std::string place = options.z + ":1: ";
    if (x.columns.size() != z.columns.size())
        throw data::CsvError(place + "there are " + std::to_string(z.columns.size()) + " columns and " + options.x +
                             " has " + std::to_string(x.columns.size()) + "; give both files the same columns");
    if (x.columns != z.columns && std::is_permutation(x.columns.begin(), x.columns.end(), z.columns.begin()))
        throw data::CsvError(place + "the columns of " + options.x +
                             " are here in another order; give both the same order");
}

void check_finite(const Matrix& kernel) {
    const auto bad = std::find_if(kernel.begin(), kernel.end(), [](double k) { return !std::isfinite(k); });
    if (bad == kernel.end()) return;
    const auto at = static_cast<std::size_t>(bad - kernel.begin());
    throw std::runtime_error("the kernel overflows at row " + std::to_string(at / kernel.shape(1) + 1) + ", column " +
                             std::to_string(at % kernel.shape(1) + 1) + "; scale the inputs or lower the variances");
}

int run(const KernelOptions& options) {
    check_matrix_file(options.out);
    const kernels::Architecture architecture{numeric::activation_named(options.activation), options.weight_variance,
                                             options.bias_variance};
    const data::Table x = read_table(options.x, options.csv);
    std::optional<data::Table> z;
    data::CsvOptions like_x = options.csv;
    like_x.like = &x;
    if (!options.z.empty()) check_columns(x, z.emplace(read_table(options.z, like_x)), options);

    const std::size_t rows = x.values.shape(0), columns = z ? z->values.shape(0) : rows;
    const double numbers = static_cast<double>(rows) * static_cast<double>(columns);
    const double memory = sizeof(double) * numbers;
    // A decimal has a point, a sign or an exponent, a comma, and up to 17 digits.
    const double disk = std::filesystem::path(options.out).extension() == ".npy" ? memory : 20 * numbers;
    const std::string what = "a kernel of " + std::to_string(rows) + " × " + std::to_string(columns) + " numbers";
    require_memory(what, memory);
    require_disk(options.out, disk);
    std::cout << what << ": " << size_text(memory) << " of memory, " << size_text(disk) << " on the disk" << std::endl;

    const kernels::KernelKind kind = options.kind == "ntk" ? kernels::KernelKind::ntk : kernels::KernelKind::nngp;
    const Matrix k = z ? kernels::kernel(kind, x.values, z->values, architecture, options.hidden_layers)
                       : kernels::kernel(kind, x.values, architecture, options.hidden_layers);
    check_finite(k);

    watch_interrupts();  // until here nothing is on the disk and a signal may end the process
    write_matrix(options.out, k, z ? "z" : "x");
    return exit_done;
}

}  // namespace

void add_kernel(CLI::App& app, int& status) {
    const auto options = std::make_shared<KernelOptions>();
    CLI::App* command = app.add_subcommand("kernel", "The NTK or NNGP matrix of the rows of a table");
    command->add_option("X", options->x, "CSV with a header row; its columns are taken as they are")->required();
    command->add_option("Z", options->z, "Second CSV: the kernel between the rows of X and of Z");
    command->add_option("--kind", options->kind, "Which kernel")->required()->check(CLI::IsMember({"ntk", "nngp"}));
    command->add_option("--hidden-layers", options->hidden_layers, "Number of hidden layers, 0 or more")
        ->required()
        ->check(CLI::Range(0, 100000));
    add_activation_option(*command, options->activation);
    command->add_option("--weight-variance", options->weight_variance, "Above 0")->capture_default_str();
    command->add_option("--bias-variance", options->bias_variance, "0 or more")->capture_default_str();
    add_table_options(*command, options->csv);
    command->add_option("--out", options->out, "The output: K.npy (numpy) or K.csv")->required();
    command->footer(
        "Nothing is standardised and no constant is appended. Numbers of a .csv read back to the same double. The "
        "matrix\n"
        "is held once: n rows need 8 n² bytes, 3.2 GB for 20,000.\n"
        "\nExamples:\n"
        "  ntk kernel X.csv --kind ntk --hidden-layers 3 --out K.npy\n"
        "  ntk kernel X.csv Z.csv --kind nngp --hidden-layers 1 --activation erf --bias-variance 0.1 --out K.csv");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace ntk::pipeline
