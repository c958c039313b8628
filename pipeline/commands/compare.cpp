// ntk compare: the paper's question on a table of the user's own. It writes a folder with the data, the study and what
// comes of it, which `ntk reproduce` replays.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/flow/hash.hpp"
#include "core/flow/study_text.hpp"
#include "core/studies/compare.hpp"
#include "core/studies/shared/predictors.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/commands/run_work.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/files.hpp"
#include "pipeline/manifest.hpp"

namespace ntk::pipeline {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

struct CompareOptions : studies::compare::Options {
    std::string data, results = "results";
    std::size_t jobs = 0;
    bool ladder = false;
    data::CsvOptions csv;
};

// NMSE by depth, and of the controls, which have none.
void print_table(const fs::path& folder, const std::vector<std::size_t>& hidden_layers) {
    const json depth = json::parse(read_file(folder / "figures/depth.json"));
    std::vector<std::string> predictors;
    std::map<std::pair<std::size_t, std::string>, double> errors;
    for (const json& row : depth) {
        const std::string predictor = row.at("predictor");
        if (std::find(predictors.begin(), predictors.end(), predictor) == predictors.end())
            predictors.push_back(predictor);
        errors[{row.at("hidden_layers").get<std::size_t>(), predictor}] = row.at("nmse");
    }
    std::cout << fmt::format("\nNMSE on the test rows (1: no better than their mean)\n{:14}{:>19}", "hidden layers",
                             fmt::join(predictors, ""));
    for (const std::size_t layers : hidden_layers) {
        std::cout << fmt::format("\n{:<14}", layers);
        for (const std::string& predictor : predictors)
            std::cout << fmt::format("{:19.3f}", errors.at({layers, predictor}));
    }
    std::cout << fmt::format("\n{:14}", "controls");
    for (const json& row : json::parse(read_file(folder / "figures/kernels-alike.json"))) {
        const std::string predictor = row.at("predictor");
        const bool control =
            std::any_of(std::begin(studies::shared::control_kernels), std::end(studies::shared::control_kernels),
                        [&](const auto& each) { return each.predictor.label == predictor; });
        if (control && row.at("setting") == studies::shared::interpolating &&
            row.at("hidden_layers") == hidden_layers.front())
            std::cout << fmt::format("  {} kernel {:.3f}", predictor, row.at("nmse").get<double>());
    }
    std::cout << std::endl;
}

// Kernel matrices that are singular to working precision: with no ridge such a kernel's error says nothing of it.
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
                std::cerr << "ntk: note: hidden layers " << hidden_layers_[where.first] << ": the matrix of the "
                          << where.second << " is singular to working precision in " << splits << " of " << splits_
                          << " splits, as some rows are all but equal; its error above "
                          << "is of rounding, and with a tuned ridge it is in the report\n";
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
    studies::compare::read_options(studies::compare::to_json(options));  // refuses what is out of range
    data::CsvOptions csv = options.csv;
    csv.target = options.target;
    const TableFile file = read_table_file(options.data);
    const data::Table table = parse_and_note(file, csv);
    studies::compare::check(options, table, file.name);
    const std::string name = "compare-" + studies::compare::report_name(fs::path(file.name).filename().string());
    const fs::path folder = fs::path(options.results) / name;
    write_if_changed(folder / "data.csv", data::to_csv(table));
    write_if_changed(folder / "depth.toml", flow::study_text(studies::compare::depth_study(options)));
    if (options.ladder)
        write_if_changed(folder / "ladder.toml", flow::study_text(studies::compare::ladder_study(options)));
    else
        fs::remove(folder / "ladder.toml");

    Work work = read_profile(folder);
    work.notes.clear();  // those of the table have been told
    SingularKernels singular(options);
    const int status = run_work(
        work, {name, options.results, options.jobs, {}, {}, "kernel-regression", [&](const flow::Artifact& regression) {
                   singular.look_at(regression);
               }});
    if (status != exit_done) return status;
    print_table(folder, options.hidden_layers);
    singular.explain();
    const std::string sentence = verdict(folder);
    const std::string command =
        "ntk reproduce --studies " + options.results + " --profile " + name + " --results " + options.results;
    const std::map<std::string, std::string> hashes = read_manifest(folder / "manifest.json").artifacts;
    std::cout << "\n"
              << sentence << "\n\nbits: " << flow::sha256(studies::compare::fingerprint_text(hashes))
              << " (SHA-256 of all " << hashes.size()
              << " artifacts' hashes; the demo shows the same)\nreplay: " << command << "\n";
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
        "need Node. Interrupted, it goes on where it stopped when the same command is given again.\n"
        "\nExamples:\n"
        "  ntk compare cars.csv --target mpg --drop-missing\n"
        "  ntk compare houses.csv --target price --hidden-layers 1,3,5 --width 256 --one-hot --ladder");
    command->callback([o, &status] { status = run(*o); });
}

}  // namespace ntk::pipeline
