#include "pipeline/scheduler.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <utility>

#include "core/error/error.hpp"
#include "core/flow/hash.hpp"
#include "core/numeric/parallel.hpp"
#include "core/studies/registry.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/interrupt.hpp"

namespace ntk::pipeline {
namespace {

using nlohmann::json;
using ArtifactPointer = std::shared_ptr<const flow::Artifact>;

// All that the result depends on. The code is the core sources, the options that bits depend on, and the BLAS that
// stands in for core/blas. `hash_of`: the hash of an input's artifact.
template <class HashOf>
std::string store_key(const Work& work, std::size_t i, const HashOf& hash_of) {
    const flow::Stage& stage = work.stages[i];
    json inputs = json::array();
    for (const auto& [role, index, from] : stage.inputs) inputs.push_back({role, index, hash_of(from)});
    const auto dataset = work.datasets.find(i);
    if (dataset != work.datasets.end()) inputs.push_back(dataset->second.file_hash);
    return flow::sha256(json{
        {"function", stage.function},
        {"sources", build::sources},
        {"contract", build::contract},
        {"blas", build::blas},
        {"parameters", stage.parameters},
        {"inputs", inputs}}.dump());
}

class Scheduler {
public:
    Scheduler(const Work& work, const RunOptions& options)
        : work_(work), options_(options), nodes_(work.stages.size()) {
        report_.results.resize(nodes_.size());
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            nodes_[i].waiting_for = work.stages[i].inputs.size();
            for (const flow::Input& input : work.stages[i].inputs) nodes_[input.stage].consumers.push_back(i);
        }
        for (std::size_t i = nodes_.size(); i-- > 0;) {
            nodes_[i].unread = nodes_[i].consumers.size();
            for (const std::size_t consumer : nodes_[i].consumers)
                nodes_[i].path = std::max(nodes_[i].path, nodes_[consumer].path);
            nodes_[i].path += work.stages[i].cost;
            if (nodes_[i].waiting_for == 0) ready_.emplace(nodes_[i].path, i);
        }
    }

    RunReport run() {
        // Stages and the parallel loops inside them share one set of threads, as many as may be used.
        const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                                numeric::thread_count());
        oneapi::tbb::task_arena arena(static_cast<int>(numeric::thread_count()));
        arena.execute([this] {
            {
                const std::lock_guard lock(mutex_);
                start_ready();
            }
            group_.wait();
        });
        if (failure_) std::rethrow_exception(failure_);
        return std::move(report_);
    }

private:
    struct Node {
        std::size_t waiting_for = 0;  // how many of its inputs are not done
        std::vector<std::size_t> consumers;
        std::size_t unread = 0;  // how many stages that take its artifact are not done; at 0 it may go
        double path = 0;         // cost of the longest path from here to an end
        std::string key;         // its key in the store
        std::mutex reading;      // guards `artifact`
        ArtifactPointer
            artifact;  // kept while a stage may need it; empty where the store has it and nobody read it yet
    };

    // The caller holds the mutex.
    void start_ready() {
        while (running_ < options_.jobs && !ready_.empty() && !failure_ && !report_.interrupted) {
            if (interrupted()) {
                report_.interrupted = true;
                return;
            }
            const std::size_t i = ready_.top().second;
            ready_.pop();
            ++running_;
            group_.run([this, i] { work_on(i); });
        }
    }

    void work_on(std::size_t i) {
        std::exception_ptr failure;
        try {
            report_.results[i] = result_of(i);
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        --running_;
        if (failure) {
            if (!failure_) failure_ = failure;
            return;
        }
        if (options_.done) options_.done(i, report_.results[i]);
        if (nodes_[i].unread == 0) nodes_[i].artifact.reset();
        for (const flow::Input& input : work_.stages[i].inputs)
            if (--nodes_[input.stage].unread == 0) nodes_[input.stage].artifact.reset();
        for (const std::size_t consumer : nodes_[i].consumers)
            if (--nodes_[consumer].waiting_for == 0) ready_.emplace(nodes_[consumer].path, consumer);
        start_ready();
    }

    StageResult result_of(std::size_t i) {
        const flow::Stage& stage = work_.stages[i];
        StageResult result;
        if (options_.store != nullptr) {
            nodes_[i].key = store_key(work_, i, [&](std::size_t from) { return report_.results[from].hash; });
            if (const auto entry = options_.store->find(nodes_[i].key)) {
                result.hash = entry->hash;
                result.kept = true;
                if (wanted(i, result.hash)) want(i, flow::from_json(entry->json));
                return result;
            }
        }
        std::vector<ArtifactPointer> held;
        flow::Inputs inputs;
        for (const auto& [role, index, from] : stage.inputs) {
            held.push_back(artifact(from));
            inputs.add(role, index, *held.back());
        }
        const auto begin = std::chrono::steady_clock::now();
        const auto dataset = work_.datasets.find(i);
        auto made = std::make_shared<const flow::Artifact>(
            dataset != work_.datasets.end() ? dataset->second.artifact : studies::run_stage(stage, inputs));
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        const std::string text = to_json(*made);
        result.hash = flow::sha256(text);
        if (options_.store != nullptr) options_.store->put(nodes_[i].key, result.hash, text);
        if (wanted(i, result.hash)) want(i, *made);
        nodes_[i].artifact = std::move(made);
        return result;
    }

    // The artifact of a stage that is done, from memory or from the store.
    ArtifactPointer artifact(std::size_t i) {
        const std::lock_guard lock(nodes_[i].reading);
        if (nodes_[i].artifact == nullptr) {
            const auto entry = options_.store->find(nodes_[i].key);
            if (!entry || entry->hash != report_.results[i].hash)
                throw Error({.problem = "the artifact was changed in the store during the run",
                             .remedies = {{"run the same command again"}},
                             .stage = work_.stages[i].name});
            nodes_[i].artifact = std::make_shared<const flow::Artifact>(flow::from_json(entry->json));
        }
        return nodes_[i].artifact;
    }

    bool wanted(std::size_t i, const std::string& hash) const {
        return options_.wanted && options_.wanted(work_.stages[i], hash);
    }

    void want(std::size_t i, flow::Artifact artifact) {
        const std::lock_guard lock(mutex_);
        report_.artifacts.emplace(i, std::move(artifact));
    }

    const Work& work_;
    const RunOptions& options_;
    std::vector<Node> nodes_;
    std::mutex mutex_;  // guards everything below, and the counters of the nodes
    std::priority_queue<std::pair<double, std::size_t>> ready_;
    std::size_t running_ = 0;
    std::exception_ptr failure_;
    RunReport report_;
    oneapi::tbb::task_group group_;
};

}  // namespace

std::vector<bool> to_compute(const Work& work, const Store& store) {
    std::vector<std::string> hashes(work.stages.size());  // empty: not kept
    std::vector<bool> result(work.stages.size(), true);
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
        const auto& inputs = work.stages[i].inputs;
        if (std::any_of(inputs.begin(), inputs.end(), [&](const auto& input) { return hashes[input.stage].empty(); }))
            continue;
        hashes[i] = store.hash_of(store_key(work, i, [&](std::size_t from) { return hashes[from]; })).value_or("");
        result[i] = hashes[i].empty();
    }
    return result;
}

RunReport run(const Work& work, const RunOptions& options) {
    return Scheduler(work, options).run();
}

std::size_t jobs_at_once(std::size_t asked) {
    return asked > 0 ? asked : numeric::thread_count();
}

}  // namespace ntk::pipeline
