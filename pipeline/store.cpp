#include "pipeline/store.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/flow/hash.hpp"
#include "pipeline/files.hpp"

namespace ntk::pipeline {
namespace fs = std::filesystem;
namespace {

fs::path object_path(const fs::path& root, const std::string& hash) {
    return root / "objects" / hash.substr(0, 2) / (hash + ".json");
}

fs::path key_path(const fs::path& root, const std::string& key) {
    return root / "keys" / key.substr(0, 2) / key;
}

bool is_hash(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

Store::Store(fs::path root, std::function<void(const std::string&)> warn)
    : root_(std::move(root)), warn_(std::move(warn)) {
    std::error_code error;
    for (const char* part : {"objects", "keys"})
        for (const fs::directory_entry& folder : fs::directory_iterator(root_ / part, error))
            remove_stale_temporaries(folder);
}

std::optional<std::string> Store::hash_of(const std::string& key) const {
    const fs::path key_file = key_path(root_, key);
    std::error_code error;
    if (!fs::exists(key_file, error)) return {};
    // "KEY HASH\n": that it names its own key tells a file that was swapped with another.
    const std::string record = read_file(key_file);
    if (record.size() != key.size() + 66 || record.substr(0, key.size() + 1) != key + " " || record.back() != '\n')
        return "";
    const std::string hash = record.substr(key.size() + 1, 64);
    return is_hash(hash) ? hash : "";
}

std::optional<Store::Entry> Store::find(const std::string& key) const {
    const auto damaged = [&](const fs::path& path, const std::string& how) {
        warn_(path.string() + ":1: " + how + "; it is computed again");
        return std::nullopt;
    };
    const std::optional<std::string> recorded = hash_of(key);
    if (!recorded) return {};
    const std::string& hash = *recorded;
    if (hash.empty()) return damaged(key_path(root_, key), "the entry is damaged");
    const fs::path object = object_path(root_, hash);
    std::error_code error;
    if (!fs::exists(object, error)) return damaged(object, "the artifact is missing");
    std::string json = read_file(object);
    if (flow::sha256(json) != hash)
        return damaged(object, "the artifact is damaged: its content does not have its hash");
    return Entry{hash, std::move(json)};
}

void Store::put(const std::string& key, const std::string& hash, const std::string& json) const {
    // The object is written first, so that a key never points to what is not there yet.
    write_if_changed(object_path(root_, hash), json);
    write_atomically(key_path(root_, key), key + " " + hash + "\n");
}

}  // namespace ntk::pipeline
