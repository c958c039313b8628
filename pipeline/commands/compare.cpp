// ntk compare: the paper's question on a table of the user's own. It writes a folder with the data, the study and what
// comes of it, which `ntk reproduce` replays.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/numeric/decimal.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/commands/run_work.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/files.hpp"

namespace ntk {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

struct CompareOptions {
    std::string data, target, results = "results";
    std::vector<std::size_t> hidden_layers = {1, 2, 3};
    std::size_t width = 512, training_points = 100, splits = 5, starts = 1, steps = 1024, epochs = 500, seed = 1,
                jobs = 0;
    bool ladder = false;
    CsvOptions csv;
};

// The least rows to test on that say something of a predictor.
constexpr std::size_t least_test_rows = 20;

// "auto mpg.csv" → "auto-mpg": part of stages' names.
std::string task_name(const fs::path& file) {
    std::string name = file.stem().string();
    for (char& c : name)
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_')) c = '-';
    return name.empty() ? "data" : name;
}

// The table as this command read it, rows dropped and texts coded, so that the folder replays without the original.
std::string csv_text(const Table& table) {
    std::string text;
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
        std::string name = table.columns[j];
        for (std::size_t at = 0; (at = name.find('"', at)) != name.npos; at += 2) name.insert(at, 1, '"');
        text += (j > 0 ? ",\"" : "\"") + name + "\"";
    }
    text += '\n';
    for (std::size_t i = 0; i < table.values.shape(0); ++i) {
        for (std::size_t j = 0; j < table.columns.size(); ++j)
            text += (j > 0 ? "," : "") + shortest_decimal(table.values(i, j));
        text += '\n';
    }
    return text;
}

// A JSON text or list of numbers is TOML too.
std::string common_text(const CompareOptions& o, const std::string& task) {
    return "seed = " + std::to_string(o.seed) + "\ntasks = [" + json(task).dump() +
           "]\nwidth = " + std::to_string(o.width) + "\nsplits = " + std::to_string(o.splits) +
           "\nstarts = " + std::to_string(o.starts) + "\ntraining_points = " + std::to_string(o.training_points) +
           "\ntest_points = 2  # all that is left\n";
}

std::string end_text(const CompareOptions& o, const std::string& task) {
    return "\n[theory]\nsteps = " + std::to_string(o.steps) + "\n\n[data." + json(task).dump() +
           "]\nfile = \"data.csv\"\ntarget = " + json(o.target).dump() + "\n";
}

std::string practice_text(const CompareOptions& o) {
    return "parameterization = \"standard\"\nstart = \"kept\"\noptimizer = \"adam\"\nrate = 0.001\nbatch = 32\nepochs "
           "= " +
           std::to_string(o.epochs) + "\n";
}

std::string depth_study(const CompareOptions& o, const std::string& task) {
    return "study = \"depth\"\nhidden_layers = " + json(o.hidden_layers).dump() +
           "\nkernel_splits = " + std::to_string(std::max<std::size_t>(o.splits, 20)) + "\n" + common_text(o, task) +
           end_text(o, task) + "\n[practice]\n" + practice_text(o);
}

std::string ladder_study(const CompareOptions& o, const std::string& task) {
    const std::string epochs = "epochs = " + std::to_string(o.steps) + "\n";
    const std::vector<std::pair<std::string, std::string>> rungs = {
        {"start kept", "start = \"kept\"\n" + epochs},
        {"standard parameterization", "parameterization = \"standard\"\n" + epochs},
        {"twice the rate", "relative_rate = 1.9\n" + epochs},
        {"ten times the rate", "relative_rate = 10.0\n" + epochs},
        {"batches of 32", "batch = 32\n" + epochs},
        {"Adam", "optimizer = \"adam\"\nrate = 0.001\n" + epochs},
        {"all together", practice_text(o)}};
    json names = json::array();
    std::string text;
    for (const auto& [name, keys] : rungs) {
        names.push_back(name);
        text += "\n[rung.\"" + name + "\"]\n" + keys;
    }
    return "study = \"ladder\"\nhidden_layers = " + std::to_string(o.hidden_layers[o.hidden_layers.size() / 2]) +
           "\nrungs = " + names.dump() + "\n" + common_text(o, task) + end_text(o, task) + text;
}

std::string decimals(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", x);
    return text;
}

// NMSE by depth, and of the controls, which have none.
void print_table(const fs::path& folder, const std::vector<std::size_t>& hidden_layers) {
    const json depth = json::parse(read_file(folder / "figures/depth.json"));
    const std::vector<std::string> predictors = {"network, theory", "network, practice", "NTK", "NNGP"};
    std::map<std::pair<std::size_t, std::string>, double> errors;
    for (const json& row : depth)
        errors[{row.at("hidden_layers").get<std::size_t>(), row.at("predictor").get<std::string>()}] = row.at("nmse");
    std::printf("\nNMSE on the test rows (1: no better than their mean)\n%-14s", "hidden layers");
    for (const std::string& predictor : predictors) std::printf("%19s", predictor.c_str());
    for (const std::size_t layers : hidden_layers) {
        std::printf("\n%-14zu", layers);
        for (const std::string& predictor : predictors)
            std::printf("%19s", decimals(errors.at({layers, predictor})).c_str());
    }
    std::printf("\n%-14s", "controls");
    for (const json& row : json::parse(read_file(folder / "figures/kernels-alike.json"))) {
        const std::string predictor = row.at("predictor");
        if (row.at("setting") == "interpolating" && row.at("hidden_layers") == hidden_layers.front() &&
            (predictor == "Gaussian" || predictor == "Laplace"))
            std::printf("  %s kernel %s", predictor.c_str(), decimals(row.at("nmse")).c_str());
    }
    std::printf("\n");
    std::fflush(stdout);
}

// The verdicts of C3 and C2 in a sentence.
std::string verdict(const fs::path& folder) {
    const json numbers = json::parse(read_file(folder / "numbers.json"));
    const auto number = [&](const std::string& name) { return numbers.at("depth." + name).get<std::string>(); };
    const auto regime = [&](const std::string& name) {
        const std::string found = number("c3." + name + ".verdict");
        const std::string how = found == "reproduced"       ? "does not predict as its NTK does"
                                : found == "not reproduced" ? "predicts as its NTK does"
                                                            : "may or may not predict as its NTK does";
        return how + " (median gap " + number("c3." + name + ".median-gap") + ")";
    };
    return "In the theory's regime the trained network " + regime("theory") + "; in practice it " + regime("practice") +
           "; regression with the NNGP, which ignores training, errs very nearly as with the NTK at " +
           number("c2.tuned.nngp-close") + " of " + number("c2.tuned.cells") + " depths (tuned ridge).";
}

// Runs paper/report on the folder; false where it fails, which it has then explained.
bool write_report(const fs::path& folder, const std::string& sentence, const std::string& command) {
    const std::string program = (fs::path(build::source_folder) / "paper/report").string();
    const pid_t child = fork();
    if (child == 0) {
        execl(program.c_str(), program.c_str(), folder.c_str(), sentence.c_str(), command.c_str(), nullptr);
        _exit(127);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int run(const CompareOptions& options) {
    if (options.hidden_layers.size() < 2)
        throw std::invalid_argument("--hidden-layers needs at least two depths to compare, 1,2,3 for example");
    const Table table = read_table(options.data, options.csv);
    split_target(table, options.target, options.data);  // refuses a target that is none
    const std::size_t rows = table.values.shape(0);
    if (rows < options.training_points + least_test_rows)
        throw std::invalid_argument(options.data + ":1: " + std::to_string(rows) + " rows are too few for " +
                                    std::to_string(options.training_points) + " to train on and " +
                                    std::to_string(least_test_rows) + " to test on; give --training-points less");
    const std::string task = task_name(options.data), name = "compare-" + task;
    const fs::path folder = fs::path(options.results) / name;
    write_if_changed(folder / "data.csv", csv_text(table));
    write_if_changed(folder / "depth.toml", depth_study(options, task));
    if (options.ladder)
        write_if_changed(folder / "ladder.toml", ladder_study(options, task));
    else
        fs::remove(folder / "ladder.toml");

    const int status = run_work(read_profile(folder), {name, options.results, options.jobs, {}, {}});
    if (status != exit_done) return status;
    print_table(folder, options.hidden_layers);
    const std::string sentence = verdict(folder);
    const std::string command =
        "ntk reproduce --studies " + options.results + " --profile " + name + " --results " + options.results;
    std::cout << "\n" << sentence << "\n\nreplay: " << command << "\n";
    if (write_report(folder, sentence, command))
        std::cout << "report: " << (folder / "report.html").string() << "\n";
    else
        std::cerr << "ntk: note: there is no report, for want of its pictures; the numbers are in " << folder.string()
                  << "\n";
    return exit_done;
}

}  // namespace

void add_compare(CLI::App& app, int& status) {
    const auto o = std::make_shared<CompareOptions>();
    CLI::App* command = app.add_subcommand("compare", "The paper's question on your own data: network, NTK, NNGP");
    command->add_option("DATA", o->data, "CSV with a header row: inputs and target")->required();
    command->add_option("--target", o->target, "The column to predict")->required();
    command->add_option("--hidden-layers", o->hidden_layers, "Depths, increasing")
        ->delimiter(',')
        ->capture_default_str();
    command->add_option("--width", o->width, "Of the hidden layers")->capture_default_str();
    command->add_option("--training-points", o->training_points, "Rows to train on; the rest test")
        ->capture_default_str();
    command->add_option("--splits", o->splits, "Draws of the training rows (kernels alone: at least 20)")
        ->capture_default_str();
    command->add_option("--starts", o->starts, "Networks a split, depth and regime")->capture_default_str();
    command->add_option("--steps", o->steps, "In the theory's regime, of gradient descent")->capture_default_str();
    command->add_option("--epochs", o->epochs, "In practice: Adam, rate 0.001, batches of 32")->capture_default_str();
    command->add_option("--seed", o->seed, "Of splits, starts and batches")->capture_default_str();
    command->add_flag("--ladder", o->ladder,
                      "Also drop the theorem's assumptions one at a time (takes thrice as long)");
    add_table_options(*command, o->csv);
    command->add_option("--results", o->results, "Folder of the results, which go to its folder compare-DATA")
        ->capture_default_str();
    command->add_option("--jobs", o->jobs, "Stages at once (default: the number of threads)")
        ->check(CLI::Range(1, 4096));
    command->footer(
        "Writes RESULTS/compare-DATA: the data as read, the study files, figures, tables and report.html, whose "
        "pictures\n"
        "need Node. Interrupted, it goes on where it stopped when the same command is given again.\n"
        "\nExamples:\n"
        "  ntk compare cars.csv --target mpg --drop-missing\n"
        "  ntk compare houses.csv --target price --hidden-layers 1,3,5 --width 256 --one-hot --ladder");
    command->callback([o, &status] { status = run(*o); });
}

}  // namespace ntk
