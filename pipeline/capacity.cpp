#include "pipeline/capacity.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <limits>

#include <fmt/format.h>

#include "core/error/error.hpp"

namespace ntk::pipeline {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

// The number that follows `name` in a file, in the file's own unit. Infinity where there is none: where the file says
// "max", or where there is no such file.
double number_in(const char* file, const std::string& name = "") {
    std::ifstream stream(file);
    for (std::string word; !name.empty() && stream >> word && word != name;) continue;
    double number = 0;
    return stream >> number ? number : unlimited;
}

// How much of a limit is left. Memory that only caches files counts as free.
double left_of(double limit, double used, double cache) {
    return limit < unlimited && used < unlimited ? limit - used + (cache < unlimited ? cache : 0) : unlimited;
}

double control_group_memory() {
    return std::min(left_of(number_in("/sys/fs/cgroup/memory.max"), number_in("/sys/fs/cgroup/memory.current"),
                            number_in("/sys/fs/cgroup/memory.stat", "file")),
                    left_of(number_in("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
                            number_in("/sys/fs/cgroup/memory/memory.usage_in_bytes"),
                            number_in("/sys/fs/cgroup/memory/memory.stat", "cache")));
}

double own_limit() {
    rlimit limit = {};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return unlimited;
    return static_cast<double>(limit.rlim_cur) - 1024 * number_in("/proc/self/status", "VmSize:");
}

}  // namespace

std::string size_text(double bytes) {
    const char* const units[] = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    std::size_t unit = 0;
    for (; bytes >= 999.5 && unit < 5; ++unit) bytes /= 1000;
    return fmt::format("{:.{}f} {}", bytes, bytes < 9.95 && unit > 0 ? 1 : 0, units[unit]);
}

double available_memory() {
    const double machine = 1024 * number_in("/proc/meminfo", "MemAvailable:");
    return std::max(0.0, std::min({machine, control_group_memory(), own_limit()}));
}

void require_memory(const std::string& what, double bytes) {
    const double available = available_memory();
    if (bytes > available)
        throw Error({.value = size_text(bytes),
                     .limit = size_text(available),
                     .problem = fmt::format("{} needs {} of memory and {} are available", what, size_text(bytes),
                                            size_text(available)),
                     .remedies = {{"use fewer rows"}, {"a larger machine"}}});
}

void require_disk(const std::filesystem::path& file, double bytes) {
    std::error_code error;
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const auto space = std::filesystem::space(folder, error);
    if (!error && bytes > static_cast<double>(space.available))
        throw Error({.value = size_text(bytes),
                     .limit = size_text(static_cast<double>(space.available)),
                     .problem = fmt::format("{} needs {} on the disk and {} are free", file.string(), size_text(bytes),
                                            size_text(static_cast<double>(space.available))),
                     .remedies = {{"free some"}, {"name another folder"}}});
}

}  // namespace ntk::pipeline
