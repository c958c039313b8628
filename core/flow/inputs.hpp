// What a stage is given when it runs: artifacts by their roles (flow::Input), or the bytes of a user's table.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/flow/artifact.hpp"

namespace ntk::flow {

class Inputs {
public:
    struct Entry {
        std::string role;
        std::vector<std::size_t> index;
        const Artifact* artifact;
    };

    Inputs() = default;
    /// Artifacts with their roles; each must outlive the inputs.
    Inputs(std::initializer_list<Entry> entries) {
        for (const Entry& entry : entries) add(entry.role, entry.index, *entry.artifact);
    }

    void add(const std::string& role, const std::vector<std::size_t>& index, const Artifact& artifact);

    /// The artifact of this role at this place among those of the role, for example at("network", {split, start}).
    /// Throws std::out_of_range naming role and place where there is none.
    const Artifact& at(const std::string& role, const std::vector<std::size_t>& index = {}) const;

    bool has(const std::string& role, const std::vector<std::size_t>& index = {}) const {
        return artifacts_.count({role, index}) > 0;
    }

    /// All artifacts of a role whose places begin with `begin`, in order of their places.
    std::vector<const Artifact*> all(const std::string& role, const std::vector<std::size_t>& begin = {}) const;

    /// The bytes of a user's table, for a stage of Kind::data.
    struct Table {
        std::string_view text;
        std::string source;  // names the table in messages
    };
    void supply(Table table) { table_ = std::move(table); }
    const Table& table() const { return table_; }

private:
    std::map<std::pair<std::string, std::vector<std::size_t>>, const Artifact*> artifacts_;
    Table table_;
};

}  // namespace ntk::flow
