// Gives JavaScript what `ntk compare` does with a user's own table before and after the study itself.
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

/// Reads a CSV file. `options` is JSON {drop_missing, one_hot, without}. Returns JSON {task, rows, columns, targets,
/// notes, csv}, where targets are the columns that are numbers in the file, and csv is the table's canonical text.
std::string read_table(const std::string& csv, const std::string& source, const std::string& options) {
    return guarded([&] {
        const auto csv_options = json::parse(options).get<ntk::data::CsvOptions>();
        const ntk::data::Table table = ntk::data::parse_table(csv, source, csv_options);
        return json{
            {"task", ntk::studies::compare::task}, {"rows", table.values.shape(0)}, {"columns", table.columns},
            {"targets", table.number_columns()},   {"notes", table.notes},          {"csv", ntk::data::to_csv(table)}}
            .dump();
    });
}

/// The options of a comparison except its target, for the page's form: a JSON array of {key, what, least, most,
/// initial}.
std::string comparison_options() {
    return guarded([&] {
        const json initial = to_json(ntk::studies::compare::Options());
        json all = json::array();
        for (const auto& [described, member] : ntk::studies::compare::all_options)
            all.push_back({{"key", described.key},
                           {"what", described.what},
                           {"least", described.least},
                           {"most", described.most},
                           {"initial", initial.at(described.key)}});
        return all.dump();
    });
}

/// The study of the table in `csv`, as JSON. `options` is JSON {KEY: value} of the target and all options.
std::string comparison(const std::string& csv, const std::string& source, const std::string& options) {
    return guarded([&] {
        const auto o = ntk::studies::compare::read_options(json::parse(options));
        const ntk::data::Table table = ntk::data::parse_table(csv, source);
        ntk::studies::compare::check(o, table, source);
        return ntk::studies::compare::depth_study(o, table).dump();
    });
}

/// The verdict's lines, from the artifact of the stage depth/numbers.
std::string verdict(const std::string& numbers) {
    return guarded([&] {
        const ntk::flow::Artifact artifact = ntk::flow::from_json(numbers);
        std::map<std::string, std::string> texts;
        for (std::size_t i = 0; i < artifact.labels.at("name").size(); ++i)
            texts[artifact.labels.at("name")[i]] = artifact.labels.at("text").at(i);
        return ntk::studies::compare::verdict(texts);
    });
}

/// The text whose SHA-256 `ntk compare` prints. `hashes` is JSON {stage: SHA-256} of all artifacts.
std::string fingerprint_text(const std::string& hashes) {
    return guarded([&] {
        return ntk::studies::compare::fingerprint_text(json::parse(hashes).get<std::map<std::string, std::string>>());
    });
}

}  // namespace

EMSCRIPTEN_BINDINGS(ntk_compare) {
    emscripten::function("readTable", &read_table);
    emscripten::function("comparisonOptions", &comparison_options);
    emscripten::function("comparison", &comparison);
    emscripten::function("verdict", &verdict);
    emscripten::function("fingerprintText", &fingerprint_text);
}
