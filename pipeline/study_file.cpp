#include "pipeline/study_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/flow/hash.hpp"
#include "core/studies/registry.hpp"
#include "pipeline/files.hpp"

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
            fail(error.source().begin.line, std::string(error.description()) + "; correct the TOML");
        }
    }

    const json& study() const { return study_; }

    [[noreturn]] void fail(std::size_t line, const std::string& what) const {
        throw std::runtime_error(file_.string() + ":" + std::to_string(line) + ": " + what);
    }

    std::size_t line_of(const std::string& key) const {
        const auto found = lines_.find(key);
        return found == lines_.end() ? 1 : found->second;
    }

    // The line of the key that a message quotes: "theory.steps", or of its section where the key itself is missing.
    std::size_t line_quoted_in(const std::string& message) const {
        const std::size_t open = message.find('"'), close = message.find('"', open + 1);
        if (close == message.npos) return 1;
        std::string key = message.substr(open + 1, close - open - 1);
        while (lines_.count(key) == 0) {
            const std::size_t dot = key.rfind('.');
            if (dot == key.npos) return 1;
            key.resize(dot);
        }
        return lines_.at(key);
    }

private:
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
            if (!std::isfinite(number->get())) fail(line, "\"" + key + "\" is not a finite number; give one");
            return number->get();
        }
        fail(line, "\"" + key + "\" is a date or a time; no parameter is");
    }

    fs::path file_;
    json study_;
    std::map<std::string, std::size_t> lines_;
};

Dataset read_dataset(const Document& document, const fs::path& folder, const flow::Stage& stage,
                     std::vector<std::string>& notes) {
    const std::string task = stage.parameters.at("task");
    const json& description = document.study().at("data").at(task);
    const std::string key = "data." + task;
    const fs::path file = (folder / description.at("file").get<std::string>()).lexically_normal();
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        document.fail(document.line_of(key + ".file"), "there is no file " + file.string() + "; correct \"file\"");
    const std::string text = read_file(file);
    Dataset dataset{flow::sha256(text), {}};
    if (description.contains("sha256") && description["sha256"] != dataset.file_hash)
        document.fail(document.line_of(key + ".sha256"), file.string() + " has another SHA-256, " + dataset.file_hash +
                                                             "; restore the file, or correct \"sha256\"");
    std::vector<std::string> found;
    flow::Inputs inputs;
    inputs.supply({text, file.string(), &found});
    dataset.artifact = studies::run_stage(stage, inputs);
    for (const std::string& note : found) notes.push_back(file.string() + ": " + note);
    return dataset;
}

// Appends a study's work; a stage that is there already is not added again.
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
            throw std::runtime_error("two studies of the profile mean different things by the stage " + stage.name +
                                     "; give one of them another name");
    }
    all.notes.insert(all.notes.end(), study.notes.begin(), study.notes.end());
    for (json& description : study.studies) all.studies.push_back(std::move(description));
}

}  // namespace

Work read_study(const fs::path& file) {
    const Document document(file);
    Work work;
    try {
        work.stages = studies::make_plan(document.study());
    } catch (const std::invalid_argument& error) {
        const std::string what = error.what();
        document.fail(document.line_quoted_in(what), what.find("; ") == what.npos ? what + "; correct it" : what);
    }
    work.studies = {document.study()};
    for (std::size_t i = 0; i < work.stages.size(); ++i)
        if (work.stages[i].kind == flow::Kind::data)
            work.datasets[i] = read_dataset(document, file.parent_path(), work.stages[i], work.notes);
    return work;
}

Work read_profile(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (files.empty())
        throw std::runtime_error(folder.string() +
                                 ":1: there are no study files (*.toml) in this folder; name another "
                                 "profile, or --studies");
    std::sort(files.begin(), files.end());
    Work work;
    for (const fs::path& file : files) append(work, read_study(file));
    return work;
}

}  // namespace ntk::pipeline
