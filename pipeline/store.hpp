// The store keeps artifacts in files. They are found by their own hash, and by a key for what they were made from.
//
//   ROOT/objects/HH/HASH.json   an artifact's canonical JSON, named by its SHA-256
//   ROOT/keys/HH/KEY            "KEY HASH": the stage with this key made the object HASH
//
// A key is the SHA-256 of everything that a stage's result depends on, so nothing in the store is ever out of date. A
// file is renamed into its place when it is whole, so several processes may share a store. What is read is checked: a
// damaged file is named in a warning and counts as missing.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace ntk::pipeline {

class Store {
public:
    /// Opens the store in the folder `root`. `warn` is called with one line for each damaged file, perhaps from several
    /// threads at once.
    Store(std::filesystem::path root, std::function<void(const std::string&)> warn);

    struct Entry {
        std::string hash;
        std::string json;
    };
    /// What the stage with this key made, where the store has it undamaged.
    std::optional<Entry> find(const std::string& key) const;

    /// The hash alone of what the stage with this key made, as its entry says it, without looking at the artifact;
    /// empty where the entry is damaged.
    std::optional<std::string> hash_of(const std::string& key) const;

    /// Keeps an artifact's canonical JSON under a key.
    void put(const std::string& key, const std::string& hash, const std::string& json) const;

private:
    std::filesystem::path root_;
    std::function<void(const std::string&)> warn_;
};

}  // namespace ntk::pipeline
