// A table of the reader's own for JavaScript: what `ntk compare` does before and after the study itself.
#include <map>
#include <string>

#include <emscripten/bind.h>
#include <nlohmann/json.hpp>

#include "core/flow/artifact.hpp"
#include "core/studies/compare.hpp"
#include "wasm/guarded.hpp"

namespace {

using nlohmann::json;
using ntk::wasm::guarded;

/// `options`: JSON {drop_missing, one_hot, without}. What was read, as JSON: {task, rows, columns, targets: the columns
/// that are numbers in the file, notes, csv: the table's canonical text}.
std::string read_table(const std::string& csv, const std::string& source, const std::string& options) {
    return guarded([&] {
        const json given = json::parse(options);
        ntk::data::CsvOptions csv_options;
        given.at("drop_missing").get_to(csv_options.drop_missing);
        given.at("one_hot").get_to(csv_options.one_hot);
        given.at("without").get_to(csv_options.without);
        const ntk::data::Table table = ntk::data::parse_csv(csv, source, csv_options);
        return json{
            {"task", ntk::studies::compare::task}, {"rows", table.values.shape(0)}, {"columns", table.columns},
            {"targets", table.number_columns()},   {"notes", table.notes},          {"csv", ntk::data::to_csv(table)}}
            .dump();
    });
}

/// The study of the table in `csv`, as JSON. `options`: JSON {target, hidden_layers, width, training_points, splits,
/// starts, steps, epochs, seed}.
std::string comparison(const std::string& csv, const std::string& source, const std::string& options) {
    return guarded([&] {
        const json given = json::parse(options);
        ntk::studies::compare::Options o;
        given.at("target").get_to(o.target);
        given.at("hidden_layers").get_to(o.hidden_layers);
        given.at("width").get_to(o.width);
        given.at("training_points").get_to(o.training_points);
        given.at("splits").get_to(o.splits);
        given.at("starts").get_to(o.starts);
        given.at("steps").get_to(o.steps);
        given.at("epochs").get_to(o.epochs);
        given.at("seed").get_to(o.seed);
        ntk::studies::compare::check(o, ntk::data::parse_csv(csv, source), source);
        return ntk::studies::compare::depth_study(o).dump();
    });
}

/// The lines of the artifact depth/numbers.
std::string verdict(const std::string& numbers) {
    return guarded([&] {
        const ntk::flow::Artifact artifact = ntk::flow::from_json(numbers);
        std::map<std::string, std::string> texts;
        for (std::size_t i = 0; i < artifact.labels.at("name").size(); ++i)
            texts[artifact.labels.at("name")[i]] = artifact.labels.at("text").at(i);
        return ntk::studies::compare::verdict(texts);
    });
}

/// `hashes`: JSON {stage: SHA-256} of all artifacts. The text whose SHA-256 `ntk compare` prints.
std::string fingerprint_text(const std::string& hashes) {
    return guarded([&] {
        return ntk::studies::compare::fingerprint_text(json::parse(hashes).get<std::map<std::string, std::string>>());
    });
}

}  // namespace

EMSCRIPTEN_BINDINGS(ntk_compare) {
    emscripten::function("readTable", &read_table);
    emscripten::function("comparison", &comparison);
    emscripten::function("verdict", &verdict);
    emscripten::function("fingerprintText", &fingerprint_text);
}
