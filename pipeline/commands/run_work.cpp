#include "pipeline/commands/run_work.hpp"

#include <unistd.h>

#include <iostream>
#include <mutex>

#include <fmt/format.h>

#include "pipeline/capacity.hpp"
#include "pipeline/commands/commands.hpp"
#include "pipeline/commands/table.hpp"
#include "pipeline/estimate.hpp"
#include "pipeline/files.hpp"
#include "pipeline/interrupt.hpp"
#include "pipeline/manifest.hpp"
#include "pipeline/progress.hpp"
#include "pipeline/results.hpp"

namespace ntk::pipeline {

Store open_store(const std::filesystem::path& results) {
    return Store(results / "store", [](const std::string& message) {
        static std::mutex printing;
        const std::lock_guard lock(printing);
        // On a terminal this line holds the progress bar, which is cleared first.
        std::cerr << (isatty(STDERR_FILENO) == 1 ? "\r\033[K" : "") << "ntk: warning: " << message << std::endl;
    });
}

int run_work(const Work& work, const WorkOptions& options) {
    watch_interrupts();
    const Store store = open_store(options.results);
    const std::size_t jobs = jobs_at_once(options.jobs);
    const Estimate expense = estimate(work, to_compute(work, store), jobs);
    std::cout << options.profile << ": " << expense.text() << options.afterwards << std::endl;
    for (const auto* notes : {&work.notes, &work.split_notes})
        for (const std::string& note : *notes) print_note(note);
    if (const double disk = available_disk(options.results); expense.disk > disk)
        print_note("the disk may not suffice: " + size_text(disk) + " are free for " + options.results.string());
    if (expense.jobs < jobs)
        print_note(fmt::format("{} of {} stages at once, as the memory does not suffice for more", expense.jobs, jobs));
    const bool expected = !options.expected.empty();
    // The values of a larger profile would be too much to keep beside the sources.
    const bool values = expected && options.profile == "quick";
    RunReport report;
    std::string summary;
    {
        Progress progress(work);
        RunOptions run_options;
        run_options.store = &store;
        run_options.jobs = expense.jobs;
        run_options.done = [&](std::size_t stage, const StageResult& result) { progress.done(stage, result); };
        run_options.wanted = [&](const flow::Stage& stage, const std::string&) {
            return values || is_result(stage.kind) || options.inspected.count(stage.function) > 0;
        };
        report = run(work, run_options);
        summary = fmt::format("{} stages computed, {} kept, {}", progress.computed(), progress.kept(),
                              duration_text(progress.seconds()));
    }
    if (report.interrupted) {
        std::cerr << "ntk: interrupted: " << summary << "; run the same command again to go on\n";
        return exit_interrupted;
    }
    if (!options.shard.empty()) {
        std::cout << options.profile << ", shard " << options.shard << ": " << summary
                  << "; when all shards are done, the same command without --shard gathers them\n";
        return exit_done;
    }
    const std::filesystem::path folder = options.results / options.profile;
    for (const auto& [i, artifact] : report.artifacts)
        if (options.inspected.count(work.stages[i].function) > 0) options.inspect(work.stages[i], artifact);
    export_results(folder, options.profile, work, report);
    std::cout << options.profile << ": " << summary << "\n";
    for (const Verdict& v : verdicts(work, report))
        std::cout << "  " << v.claim << ", " << v.where << ": " << v.verdict << " (" << v.detail << ")\n";
    std::cout << "results: " << folder.string() << "\n";
    if (expected) {
        const std::filesystem::path base = options.expected / options.profile;
        write_if_changed(base.string() + ".json", manifest_text(make_manifest(options.profile, work, report)) + "\n");
        if (values) write_if_changed(base.string() + ".values", values_text(work, report));
        std::cout << "expected: " << base.string() << (values ? ".json, .values\n" : ".json\n");
    }
    return exit_done;
}

}  // namespace ntk::pipeline
