#include "pipeline/study_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "core/data/table.hpp"
#include "core/data/tasks.hpp"
#include "core/error/error.hpp"
#include "core/flow/hash.hpp"
#include "core/studies/registry.hpp"
#include "core/studies/shared/stages.hpp"
#include "core/studies/shared/table_splits.hpp"
#include "pipeline/files.hpp"
#include "pipeline/table_file.hpp"

namespace ntk::pipeline {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

// A study file as JSON, and the line of each of its keys.
class Document {
public:
    explicit Document(fs::path file) : file_(std::move(file)) {
        try {
            study_ = convert(toml::parse(read_file(file_)), "");
        } catch (const toml::parse_error& error) {
            refuse(error.source().begin.line,
                   {.problem = std::string(error.description()), .remedies = {{"correct the TOML"}}});
        }
    }

    const json& study() const { return study_; }

    // Throws an Error at the line of its key.
    [[noreturn]] void refuse(Facts facts) const {
        place(facts);
        throw Error(std::move(facts));
    }

    // Adds where the key stands to the facts of an error.
    void place(Facts& facts) const {
        facts.file = file_.string();
        facts.line = line_of(facts.key);
    }

private:
    [[noreturn]] void refuse(std::size_t line, Facts facts) const {
        facts.file = file_.string();
        facts.line = line;
        throw Error(std::move(facts));
    }

    // The line of a key, or where the file does not have it that of its innermost section: of "theory" for
    // "theory.steps".
    std::size_t line_of(const std::string& key) const {
        std::size_t line = 1, longest = 0;
        for (const auto& [path, at] : lines_)
            if (path.size() > longest && (key == path || key.starts_with(path + "."))) longest = path.size(), line = at;
        return line;
    }

    json convert(const toml::node& node, const std::string& key) {
        const std::size_t line = node.source().begin.line;
        if (const auto* table = node.as_table()) {
            json object = json::object();
            for (const auto& [name, member] : *table) {
                const std::string path = (key.empty() ? "" : key + ".") + std::string(name.str());
                lines_[path] = name.source().begin.line;
                object[std::string(name.str())] = convert(member, path);
            }
            return object;
        }
        if (const auto* array = node.as_array()) {
            json list = json::array();
            for (const toml::node& entry : *array) list.push_back(convert(entry, key));
            return list;
        }
        if (const auto* text = node.as_string()) return text->get();
        if (const auto* whole = node.as_integer()) return whole->get();
        if (const auto* truth = node.as_boolean()) return truth->get();
        if (const auto* number = node.as_floating_point()) {
            if (!std::isfinite(number->get())) refuse(line, {.key = key, .limit = "a finite number"});
            return number->get();
        }
        refuse(line, {.key = key, .problem = "is a date or a time, and no parameter is"});
    }

    fs::path file_;
    json study_;
    std::map<std::string, std::size_t> lines_;
};

Dataset read_dataset(const Document& document, const fs::path& folder, const std::vector<flow::Stage>& stages,
                     std::size_t at, Work& work) {
    const flow::Stage& stage = stages[at];
    const std::string task = stage.parameters.at("task");
    const json& description = document.study().at("data").at(task);
    const std::string key = "data." + task;
    const fs::path file = (folder / description.at("file").get<std::string>()).lexically_normal();
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        document.refuse({.key = key + ".file", .value = file.string(), .problem = "names no file: " + file.string()});
    const std::string packed = read_file(file);
    Dataset dataset{flow::sha256(packed), {}};
    if (description.contains("sha256") && description["sha256"] != dataset.file_hash)
        document.refuse({.key = key + ".sha256",
                         .value = description["sha256"].get<std::string>(),
                         .problem = "is not that of " + file.string() + ", " + dataset.file_hash,
                         .remedies = {{"restore the file"}, {"correct it"}}});
    const std::string bytes = unpacked(packed, file.string());
    const json& study = document.study();
    const auto read = [&] {
        using namespace studies;
        const data::CsvOptions options = shared::table_options(stage.parameters);
        const data::Table table = data::parse_table(bytes, file.string(), options);
        const data::Samples samples = data::split_target(table, options.target, file.string());
        data::check_rows(samples, study.at("training_points").get<std::size_t>(), 2, file.string());
        dataset.artifact = shared::dataset_of(samples);
        const auto splits = shared::splits_of_table(stages, at, samples.y.size());
        shared::check_splits(stages, splits, samples, table, file.string());
        const std::vector<std::size_t> inputs = table.inputs_for(table.column(options.target, file.string()));
        for (const std::string& note : table.notes) work.notes.push_back(file.string() + ": " + note);
        for (const std::string& note : shared::constant_in_splits(splits, samples, table, inputs))
            work.split_notes.push_back(file.string() + ": " + note);
    };
    // A remedy's key that is not one of the study's own belongs to the table's section.
    with_facts(read, [&](Facts& facts) {
        for (Remedy& remedy : facts.remedies)
            if (!remedy.key.empty() && !study.contains(remedy.key)) remedy.key = key + "." + remedy.key;
    });
    return dataset;
}

// Appends a study's work. A stage that is there already is not added again.
void append(Work& all, Work study) {
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < all.stages.size(); ++i) index[all.stages[i].name] = i;
    std::vector<std::size_t> moved(study.stages.size());
    for (std::size_t i = 0; i < study.stages.size(); ++i) {
        flow::Stage& stage = study.stages[i];
        for (flow::Input& input : stage.inputs) input.stage = moved[input.stage];
        const auto dataset = study.datasets.find(i);
        const auto [found, added] = index.emplace(stage.name, all.stages.size());
        moved[i] = found->second;
        if (added) {
            if (dataset != study.datasets.end()) all.datasets.emplace(moved[i], std::move(dataset->second));
            all.stages.push_back(std::move(stage));
            continue;
        }
        const flow::Stage& other = all.stages[moved[i]];
        const bool same_data =
            dataset == study.datasets.end() || all.datasets.at(moved[i]).file_hash == dataset->second.file_hash;
        if (stage.function != other.function || stage.parameters != other.parameters || stage.inputs != other.inputs ||
            !same_data)
            throw Error({.problem = "two studies of the profile mean different things by the stage " + stage.name,
                         .remedies = {{"give one of them another name"}}});
    }
    all.notes.insert(all.notes.end(), study.notes.begin(), study.notes.end());
    all.split_notes.insert(all.split_notes.end(), study.split_notes.begin(), study.split_notes.end());
    for (json& description : study.studies) all.studies.push_back(std::move(description));
}

}  // namespace

Work read_study(const fs::path& file) {
    const Document document(file);
    Work work;
    work.stages =
        with_facts([&] { return studies::make_plan(document.study()); }, [&](Facts& facts) { document.place(facts); });
    work.studies = {document.study()};
    json sized = document.study();
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
        if (work.stages[i].kind != flow::Kind::data) continue;
        work.datasets[i] = read_dataset(document, file.parent_path(), work.stages, i, work);
        const auto& x = work.datasets[i].artifact.arrays.at("x");
        const std::string task = work.stages[i].parameters.at("task");
        sized["data"][task].update({{"rows", x.shape(0)}, {"columns", x.shape(1)}});
    }
    // Where there are tables, once more: costs depend on their sizes, which are known now.
    if (!work.datasets.empty()) work.stages = studies::make_plan(sized);
    return work;
}

Work read_profile(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (files.empty())
        throw Error({.file = folder.string(),
                     .line = 1,
                     .problem = "there are no study files (*.toml) in this folder",
                     .remedies = {{"name another", "profile"}, {"the folder of the profiles", "studies"}}});
    std::sort(files.begin(), files.end());
    Work work;
    for (const fs::path& file : files) append(work, read_study(file));
    return work;
}

}  // namespace ntk::pipeline
