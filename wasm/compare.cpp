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
        const auto csv_options = json::parse(options).get<ntk::data::CsvOptions>();
        const ntk::data::Table table = ntk::data::parse_table(csv, source, csv_options);
        return json{
            {"task", ntk::studies::compare::task}, {"rows", table.values.shape(0)}, {"columns", table.columns},
            {"targets", table.number_columns()},   {"notes", table.notes},          {"csv", ntk::data::to_csv(table)}}
            .dump();
    });
}

/// The options of a comparison but its target, for the page's form: a JSON array of {key, what, least, most, initial}.
std::string comparison_options() {
    return guarded([&] {
        const json initial = ntk::studies::compare::to_json({});
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

/// The study of the table in `csv`, as JSON. `options`: JSON of the target and all options, {KEY: value}.
std::string comparison(const std::string& csv, const std::string& source, const std::string& options) {
    return guarded([&] {
        const auto o = ntk::studies::compare::read_options(json::parse(options));
        ntk::studies::compare::check(o, ntk::data::parse_table(csv, source), source);
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
    emscripten::function("comparisonOptions", &comparison_options);
    emscripten::function("comparison", &comparison);
    emscripten::function("verdict", &verdict);
    emscripten::function("fingerprintText", &fingerprint_text);
}
