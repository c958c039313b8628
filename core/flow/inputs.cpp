#include "core/flow/inputs.hpp"

#include <algorithm>
#include <stdexcept>

namespace ntk::flow {

void Inputs::add(const std::string& role, const std::vector<std::size_t>& index, const Artifact& artifact) {
    artifacts_[{role, index}] = &artifact;
}

const Artifact& Inputs::at(const std::string& role, const std::vector<std::size_t>& index) const {
    const auto found = artifacts_.find({role, index});
    if (found != artifacts_.end()) return *found->second;
    std::string place;
    for (const std::size_t i : index) place += " " + std::to_string(i);
    throw std::out_of_range("the stage has no input \"" + role + place + "\"");
}

std::vector<const Artifact*> Inputs::all(const std::string& role, const std::vector<std::size_t>& begin) const {
    std::vector<const Artifact*> found;
    for (auto each = artifacts_.lower_bound({role, begin}); each != artifacts_.end(); ++each) {
        const auto& [name, index] = each->first;
        if (name != role || index.size() < begin.size() || !std::equal(begin.begin(), begin.end(), index.begin()))
            break;
        found.push_back(each->second);
    }
    return found;
}

}  // namespace ntk::flow
