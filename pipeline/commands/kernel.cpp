// ntk kernel: the NNGP or NTK matrix of the rows of one table, or between the rows of two.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "core/kernels/fully_connected.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/decimal.hpp"
#include "pipeline/capacity.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/files.hpp"
#include "pipeline/interrupt.hpp"
#include "pipeline/matrix_file.hpp"
#include "pipeline/progress.hpp"

namespace ntk::pipeline {
namespace {

struct KernelOptions {
    std::string x, z, kind, out;
    std::optional<std::string> activation;
    std::size_t hidden_layers = 0;
    double weight_variance = 2, bias_variance = 0;
    data::CsvOptions csv;
};

void check_columns(const data::Table& x, const data::Table& z, const std::string& x_name, const std::string& z_name) {
    if (x.columns.size() != z.columns.size())
        throw Error(
            {.file = z_name,
             .line = 1,
             .problem = fmt::format("there are {} columns and {} has {}", z.columns.size(), x_name, x.columns.size()),
             .remedies = {{"give both files the same columns"}}});
    if (x.columns != z.columns && std::is_permutation(x.columns.begin(), x.columns.end(), z.columns.begin()))
        throw Error({.file = z_name,
                     .line = 1,
                     .problem = "the columns of " + x_name + " are here in another order",
                     .remedies = {{"give both the same order"}}});
}

// The binary exponent of a row's largest number. That of a row of zeros is far below all others.
int exponent_of(const data::Table& table, std::size_t row) {
    double largest = 0;
    for (std::size_t j = 0; j < table.columns.size(); ++j) largest = std::max(largest, std::fabs(table.values(row, j)));
    return largest > 0 ? std::ilogb(largest) : -10000;
}

// Throws an Error where a number is not finite, or where all of them are too small for a double to hold them to its
// precision.
void check_kernel(const Matrix& kernel, const data::Table& x, const data::Table& z, const KernelOptions& options) {
    const auto bad = std::find_if(kernel.begin(), kernel.end(), [](double k) { return !std::isfinite(k); });
    const auto at = static_cast<std::size_t>(bad - kernel.begin());
    const std::size_t i = at / kernel.shape(1), j = at % kernel.shape(1);
    // The exponent of w x·z/d, which is what the first layer makes of two rows.
    const auto exponent = [&](int row_x, int row_z) { return std::ilogb(options.weight_variance) + row_x + row_z; };
    const bool overflows =
        bad != kernel.end() && (options.bias_variance > 0 || exponent(exponent_of(x, i), exponent_of(z, j)) > 0);
    if (overflows)
        throw Error({.problem = fmt::format("the kernel overflows between {} and {}", x.place(i), z.place(j)),
                     .remedies = {{"scale the inputs"}, {"lower the variances", "weight_variance"}}});
    const bool zeros = std::all_of(x.values.begin(), x.values.end(), [](double v) { return v == 0; }) ||
                       std::all_of(z.values.begin(), z.values.end(), [](double v) { return v == 0; });
    const bool tiny = std::all_of(kernel.begin(), kernel.end(),
                                  [](double k) { return std::fabs(k) < std::numeric_limits<double>::min(); });
    if (bad != kernel.end() || (tiny && !zeros))
        throw Error({.problem = "the kernel is too small for a double, " +
                                numeric::shortest_decimal(std::numeric_limits<double>::min()) + " and more",
                     .remedies = {{"scale the inputs"}, {"raise the variance of the weights", "weight_variance"}}});
}

int run(const KernelOptions& options) {
    check_output(options.out, {path_of(options.x), path_of(options.z)});
    check_matrix_file(options.out);
    check_readable_together({options.x, options.z});
    const kernels::Architecture architecture{activation_of(options.activation, options.hidden_layers),
                                             options.weight_variance, options.bias_variance};
    const TableFile x_file = read_table_file(options.x);
    const data::Table x = parse_and_note(x_file, options.csv);
    std::optional<data::Table> z;
    if (!options.z.empty()) {
        data::CsvOptions like_x = options.csv;
        like_x.like = &x;
        const TableFile z_file = read_table_file(options.z);
        check_columns(x, z.emplace(parse_and_note(z_file, like_x)), x_file.name, z_file.name);
    }

    const std::size_t rows = x.values.shape(0), columns = z ? z->values.shape(0) : rows;
    const double numbers = static_cast<double>(rows) * static_cast<double>(columns);
    const double memory = sizeof(double) * numbers;
    // As text a number takes up to 17 digits, a point, a sign or an exponent, and a comma.
    const double disk = std::filesystem::path(options.out).extension() == ".npy" ? memory : 20 * numbers;
    const std::string what = fmt::format("a kernel of {} × {} numbers", rows, columns);
    require_memory(what, memory);
    require_disk(options.out, disk);
    std::cout << what << ": " << size_text(memory) << " of memory, " << size_text(disk) << " on the disk" << std::endl;

    const kernels::KernelKind kind = kernel_kind(options.kind);
    const auto computed = [&] {
        Meter meter("the kernel");
        return z ? kernels::kernel(kind, x.values, z->values, architecture, options.hidden_layers, meter.callback())
                 : kernels::kernel(kind, x.values, architecture, options.hidden_layers, meter.callback());
    };
    const Matrix k = computed();
    check_kernel(k, x, z ? *z : x, options);

    watch_interrupts();  // until here nothing is on the disk and a signal may end the process
    write_matrix(options.out, k, z ? "z" : "x");
    return exit_done;
}

}  // namespace

void add_kernel(CLI::App& app, int& status) {
    const auto options = std::make_shared<KernelOptions>();
    CLI::App* command = app.add_subcommand("kernel", "The NTK or NNGP matrix of the rows of a table");
    command->add_option("X", options->x, table_help + "; its columns are taken as they are")->required();
    command->add_option("Z", options->z, "A second table: the kernel between the rows of X and of Z");
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
