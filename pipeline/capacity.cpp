#include "pipeline/capacity.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>

#include <fmt/format.h>

#include "core/error/error.hpp"

namespace ntk::pipeline {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

// The number that follows `name` in a file, in the file's own unit; infinity where there is none ("max", no such file).
double number_in(const std::filesystem::path& file, const std::string& name = "") {
    std::ifstream stream(file);
    for (std::string word; !name.empty() && stream >> word && word != name;) continue;
    double number = 0;
    return stream >> number ? number : unlimited;
}

// How much of a limit is left. Memory that only caches files counts as free.
double left_of(double limit, double used, double cache) {
    return limit < unlimited && used < unlimited ? limit - used + (cache < unlimited ? cache : 0) : unlimited;
}

double own_limit() {
    rlimit limit = {};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return unlimited;
    return static_cast<double>(limit.rlim_cur) - 1024 * number_in("/proc/self/status", "VmSize:");
}

// What is left in one group's folder, of either version of the interface.
double group_memory(const std::filesystem::path& folder) {
    return std::min(left_of(number_in(folder / "memory.max"), number_in(folder / "memory.current"),
                            number_in(folder / "memory.stat", "file")),
                    left_of(number_in(folder / "memory.limit_in_bytes"), number_in(folder / "memory.usage_in_bytes"),
                            number_in(folder / "memory.stat", "cache")));
}

}  // namespace

double control_group_memory(const std::filesystem::path& membership, const std::filesystem::path& root) {
    double least = std::min(group_memory(root), group_memory(root / "memory"));
    // A line is "NUMBER:CONTROLLERS:/PATH", in version 2 "0::/PATH".
    std::ifstream lines(membership);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == line.npos) continue;
        std::istringstream controllers(line.substr(first + 1, second - first - 1));
        bool memory = second == first + 1;
        for (std::string controller; std::getline(controllers, controller, ',');) memory |= controller == "memory";
        if (!memory) continue;
        // A limit of any group above binds too.
        const std::filesystem::path base = second == first + 1 ? root : root / "memory";
        std::filesystem::path group = std::filesystem::path(line.substr(second + 1)).relative_path();
        for (; !group.empty(); group = group.parent_path()) least = std::min(least, group_memory(base / group));
    }
    return least;
}

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

double available_disk(const std::filesystem::path& file) {
    std::error_code error;
    std::filesystem::path folder = std::filesystem::absolute(file, error);
    while (folder.has_relative_path() && !std::filesystem::is_directory(folder, error)) folder = folder.parent_path();
    const auto space = std::filesystem::space(folder, error);
    return error ? unlimited : static_cast<double>(space.available);
}

void require_memory(const std::string& what, double bytes, const Remedy& remedy) {
    const double available = available_memory();
    if (bytes > available)
        throw Error({.value = size_text(bytes),
                     .limit = size_text(available),
                     .problem = fmt::format("{} needs {} of memory and {} are available", what, size_text(bytes),
                                            size_text(available)),
                     .remedies = {remedy, {"a larger machine"}}});
}

void require_disk(const std::filesystem::path& file, double bytes) {
    const double available = available_disk(file);
    if (bytes > available)
        throw Error({.value = size_text(bytes),
                     .limit = size_text(available),
                     .problem = fmt::format("{} needs {} on the disk and {} are free", file.string(), size_text(bytes),
                                            size_text(available)),
                     .remedies = {{"free some"}, {"name another folder"}}});
}

}  // namespace ntk::pipeline
