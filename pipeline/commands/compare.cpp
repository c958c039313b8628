// ntk compare: the paper's question on a table of the user's own. It writes a folder with the data, the study and what
// comes of it, which `ntk reproduce` replays.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/flow/hash.hpp"
#include "core/flow/study_text.hpp"
#include "core/studies/compare.hpp"
#include "core/studies/shared/predictors.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/run_work.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/files.hpp"
#include "pipeline/installation.hpp"
#include "pipeline/manifest.hpp"

namespace ntk::pipeline {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;
using studies::compare::MeanErrors;

struct CompareOptions : studies::compare::Options {
    std::string data, results = "results";
    std::size_t jobs = 0;
    bool ladder = false;
    data::CsvOptions csv;
};

std::string error_text(double nmse) {
    return nmse < 1e5 ? fmt::format("{:.3f}", nmse) : fmt::format("{:.3g}", nmse);
}

void print_table(const std::vector<MeanErrors>& errors, std::size_t splits, std::size_t kernel_splits) {
    std::vector<std::string> predictors;
    std::map<std::size_t, std::vector<std::string>> rows, rows_all_splits;
    std::string controls, controls_all_splits;
    for (const MeanErrors& error : errors) {
        if (!error.hidden_layers) {
            controls += fmt::format("  {} {}", error.predictor, error_text(error.nmse));
            controls_all_splits += fmt::format("  {} {}", error.predictor, error_text(*error.nmse_all_splits));
            continue;
        }
        if (predictors.empty() || predictors.back() != error.predictor) predictors.push_back(error.predictor);
        rows[*error.hidden_layers].push_back(error_text(error.nmse));
        rows_all_splits[*error.hidden_layers].push_back(error.nmse_all_splits ? error_text(*error.nmse_all_splits)
                                                                              : "");
    }
    const auto print = [&](const auto& lines, const std::string& last) {
        for (const auto& [layers, cells] : lines) {
            std::cout << fmt::format("\n{:<14}", layers);
            for (const std::string& cell : cells) std::cout << fmt::format("{:>19}", cell);
        }
        std::cout << fmt::format("\n{:14}", "controls") << last << "\n";
    };
    std::cout << fmt::format(
        "\nNMSE on the test rows (1: no better than their mean), mean over the {} splits that networks "
        "were trained on\n{:14}{:>19}",
        splits, "hidden layers", fmt::join(predictors, ""));
    print(rows, controls);
    if (kernel_splits == splits) return;
    std::cout << fmt::format("The kernels alone, over all {} splits", kernel_splits);
    print(rows_all_splits, controls_all_splits);
}

// Names the kernels that err far more than the targets' mean would, and says why a kernel without a ridge may.
void note_wild_errors(const std::vector<MeanErrors>& errors) {
    constexpr double wild = 10;  // NMSE
    std::vector<std::string> found;
    for (const MeanErrors& error : errors) {
        if (!error.nmse_all_splits) continue;
        const double worst = std::max(error.nmse, *error.nmse_all_splits);
        if (worst < wild) continue;
        const std::string depth = error.hidden_layers ? fmt::format(" of hidden layers {}", *error.hidden_layers) : "";
        found.push_back(fmt::format("{}{} ({})", error.predictor, depth, error_text(worst)));
    }
    if (!found.empty())
        print_note(
            fmt::format("far worse than the mean of the targets: {}; without a ridge a kernel goes through every "
                        "training row, whatever that takes between them; with a tuned one it is in the report",
                        fmt::join(found, "; ")));
}

// Finds the kernel matrices that are singular to working precision. Without a ridge the error of such a kernel is made
// of rounding and says nothing of the kernel.
class SingularKernels {
public:
    explicit SingularKernels(const CompareOptions& options)
        : hidden_layers_(options.hidden_layers),
          // Spectrum::condition_number says no more than 1/(n ε).
          limit_(0.99 / (static_cast<double>(options.training_points) * 0x1p-52)) {}

    void look_at(const flow::Artifact& regression) {
        ++splits_;
        for (const auto& kernel : {studies::shared::nngp_regression, studies::shared::ntk_regression})
            for (std::size_t depth = 0; depth < hidden_layers_.size(); ++depth)
                found_[{depth, kernel.label}] += regression.arrays.at(kernel.array("condition"))(depth) > limit_;
    }

    void explain() const {
        for (const auto& [where, splits] : found_)
            if (splits > 0)
                print_note(
                    fmt::format("hidden layers {}: the matrix of the {} is singular to working precision in {} of {} "
                                "splits, as some rows are all but equal; its error above is of rounding, and with a "
                                "tuned ridge it is in the report",
                                hidden_layers_[where.first], where.second, splits, splits_));
    }

private:
    const std::vector<std::size_t>& hidden_layers_;
    const double limit_;
    std::size_t splits_ = 0;
    std::map<std::pair<std::size_t, std::string>, std::size_t> found_;  // depth, kernel → splits
};

std::string verdict(const fs::path& folder) {
    const std::string study = "depth.";
    std::map<std::string, std::string> numbers;
    const json all = json::parse(read_file(folder / "numbers.json"));
    for (const auto& [name, text] : all.items())
        if (name.starts_with(study)) numbers[name.substr(study.size())] = text;
    return studies::compare::verdict(numbers);
}

// What report.html says beside its figures, as paper/report.mjs reads it.
json facts_for_report(const CompareOptions& options, const std::string& file, const data::Table& table,
                      const std::vector<MeanErrors>& errors, const std::string& sentence, const std::string& command) {
    return {{"data", fs::path(file).filename().string()},
            {"rows", table.values.shape(0)},
            {"columns", table.columns},
            {"target", options.target},
            {"notes", table.notes},
            {"splits", options.splits},
            {"kernel_splits", studies::compare::kernel_splits(options)},
            {"errors", studies::compare::to_json(errors)},
            {"verdict", sentence},
            {"replay", command}};
}

// Runs paper/report on the folder. What that prints goes to report.log there, which is removed where all is well.
int write_report(const fs::path& folder) {
    const std::string program = (files_folder() / "paper/report").string();
    const fs::path log = folder / "report.log";
    const pid_t child = fork();
    if (child == 0) {
        const int file = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        dup2(file, STDOUT_FILENO);
        dup2(file, STDERR_FILENO);
        execl(program.c_str(), program.c_str(), folder.c_str(), nullptr);
        _exit(127);
    }
    int status = 0;
    const bool waited = child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status);
    constexpr int no_node = 3, no_program = 127;
    const int code = waited ? WEXITSTATUS(status) : no_program;
    if (code == 0) {
        fs::remove(log);
        std::cout << "report: " << (folder / "report.html").string() << "\n";
        return exit_done;
    }
    const std::string rest = "; the numbers are in " + folder.string();
    if (code == no_node) {
        fs::remove(log);
        print_note("there is no report, as its pictures need Node, which is not installed" + rest);
        return exit_done;
    }
    if (code == no_program)
        std::cerr << "ntk: error: there is no report: " << program << " cannot be run; install ntk with its files"
                  << " (cmake --install BUILD --prefix PREFIX), or restore the source tree" << rest << "\n";
    else
        std::cerr << "ntk: error: the report could not be written; " << log.string() << " says why" << rest << "\n";
    return exit_wrong;
}

// The folder of the comparison: compare-NAME, or where that holds another table's, compare-NAME-HASH by this table's
// content.
std::string folder_name(const fs::path& results, const std::string& file, const std::string& table_text) {
    const std::string name = "compare-" + studies::compare::report_name(fs::path(file).filename().string());
    const fs::path kept = results / name / "data.csv";
    std::error_code error;
    if (!fs::exists(kept, error) || read_file(kept) == table_text) return name;
    return name + "-" + flow::sha256(table_text).substr(0, 8);
}

// Writes the table and its studies. Where the folder holds other ones, the results of those are removed before.
void write_inputs(const fs::path& folder, const CompareOptions& options, const data::Table& table,
                  const std::string& table_text) {
    std::map<fs::path, std::string> inputs = {
        {folder / "data.csv", table_text},
        {folder / "depth.toml", flow::study_text(studies::compare::depth_study(options, table))}};
    if (options.ladder)
        inputs[folder / "ladder.toml"] = flow::study_text(studies::compare::ladder_study(options, table));
    std::error_code error;
    const bool same = std::all_of(inputs.begin(), inputs.end(), [&](const auto& input) {
        return fs::exists(input.first, error) && read_file(input.first) == input.second;
    });
    if (!same || fs::exists(folder / "ladder.toml", error) != options.ladder)
        for (const char* result : {"ladder.toml", "report.html", "report.json", "report.log", "manifest.json",
                                   "numbers.json", "pictures.json", "figures", "tables"})
            fs::remove_all(folder / result, error);
    for (const auto& [file, content] : inputs) write_if_changed(file, content);
}

int run(const CompareOptions& options) {
    studies::compare::read_options(studies::compare::to_json(options));  // refuses what is out of range
    data::CsvOptions csv = options.csv;
    csv.target = options.target;
    const TableFile file = read_table_file(options.data);
    const data::Table table = parse_and_note(file, csv);
    studies::compare::check(options, table, file.name);
    const std::string table_text = data::to_csv(table);
    const std::string name = folder_name(options.results, file.name, table_text);
    const fs::path folder = fs::path(options.results) / name;
    write_inputs(folder, options, table, table_text);
    remove_stale_temporaries(folder);

    Work work = read_profile(folder);
    work.notes.clear();  // those of the table have been told
    SingularKernels singular(options);
    std::vector<MeanErrors> errors;
    const auto inspect = [&](const flow::Stage& stage, const flow::Artifact& artifact) {
        if (stage.kind == flow::Kind::errors)
            errors = studies::compare::mean_errors(artifact, options);
        else
            singular.look_at(artifact);
    };
    const int status = run_work(work, {.profile = name,
                                       .results = options.results,
                                       .jobs = options.jobs,
                                       .afterwards = "; then the report, some 2 s and 120 MB more",
                                       .inspected = {"kernel-regression", "depth-errors"},
                                       .inspect = inspect});
    if (status != exit_done) return status;
    print_table(errors, options.splits, studies::compare::kernel_splits(options));
    singular.explain();
    note_wild_errors(errors);
    const std::string sentence = verdict(folder);
    const std::string command =
        "ntk reproduce --studies " + options.results + " --profile " + name + " --results " + options.results;
    const std::map<std::string, std::string> hashes = read_manifest(folder / "manifest.json").artifacts;
    std::cout << "\n"
              << sentence << "\n\nbits: " << flow::sha256(studies::compare::fingerprint_text(hashes))
              << " (SHA-256 of all " << hashes.size()
              << " artifacts' hashes; the demo shows the same)\nreplay: " << command << "\n";
    write_atomically(folder / "report.json",
                     facts_for_report(options, file.name, table, errors, sentence, command).dump(2) + "\n");
    return write_report(folder);
}

}  // namespace

void add_compare(CLI::App& app, int& status) {
    const auto o = std::make_shared<CompareOptions>();
    CLI::App* command = app.add_subcommand("compare", "The paper's question on your own data: network, NTK, NNGP");
    command->add_option("DATA", o->data, table_help + ": inputs and target")->required();
    add_target_option(*command, o->target);
    for (const studies::compare::Option& option : studies::compare::all_options) {
        const flow::WholeNumber& described = option.described;
        const std::string what = fmt::format("{}; {} to {}", described.what, described.least, described.most);
        const auto add = [&](auto member) { return command->add_option(flag_of(described.key), (*o).*member, what); };
        std::visit(add, option.member)->delimiter(',')->capture_default_str();
    }
    command->add_flag("--ladder", o->ladder,
                      "Also drop the theorem's assumptions one at a time (takes thrice as long)");
    add_table_options(*command, o->csv);
    add_results_option(*command, o->results, ", which go to its folder compare-DATA");
    add_jobs_option(*command, o->jobs);
    command->footer(
        "Writes RESULTS/compare-DATA: the data as read, the study files, figures, tables and report.html, whose "
        "pictures\n"
        "need Node. Where that folder holds another table it is RESULTS/compare-DATA-HASH, by the table's content.\n"
        "Interrupted, it goes on where it stopped when the same command is given again.\n"
        "\nExamples:\n"
        "  ntk compare cars.csv --target mpg --drop-missing\n"
        "  ntk compare houses.csv --target price --hidden-layers 1,3,5 --width 256 --one-hot --ladder");
    command->callback([o, &status] { status = run(*o); });
}

}  // namespace ntk::pipeline
