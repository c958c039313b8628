#include "pipeline/files.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <random>

#include "core/error/error.hpp"

namespace ntk::pipeline {
namespace fs = std::filesystem;
namespace {

// A temporary file's name: ".NAME.tmp-PID-RANDOM-PLACE".
constexpr std::string_view temporary_mark = ".tmp-";

[[noreturn]] void fail(const fs::path& path, const std::string& what, const std::string& remedy) {
    const std::string reason = errno != 0 ? std::string(": ") + std::strerror(errno) : "";
    throw Error({.file = path.string(), .line = 1, .problem = what + reason, .remedies = {{remedy}}});
}

void flush_to_disk(const fs::path& path, int flags) {
    const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
    const bool flushed = descriptor >= 0 && fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) close(descriptor);
    errno = error;
    if (!flushed) fail(path, "cannot be flushed to the disk", "check the disk");
}

// Where a process number means a process: a host, and there a namespace of processes (a container has its own).
std::string place_of_processes() {
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    std::error_code error;
    std::string place = host.data() + fs::read_symlink("/proc/self/ns/pid", error).string();
    std::replace_if(
        place.begin(), place.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return place;
}

// Whether the process that wrote this temporary file runs no more, for all that can be known from here.
bool writer_is_gone(const std::string& name) {
    static const std::string here = place_of_processes();
    const std::string rest = name.substr(name.find(temporary_mark) + temporary_mark.size());
    const std::size_t pid_end = rest.find('-'), random_end = rest.find('-', pid_end + 1);
    if (random_end == rest.npos || rest.substr(random_end + 1) != here) return false;
    const long pid = std::strtol(rest.c_str(), nullptr, 10);
    return pid > 0 && kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH;
}

fs::path temporary_beside(const fs::path& path) {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    return path.parent_path() /
           ("." + path.filename().string() + std::string(temporary_mark) + std::to_string(getpid()) + "-" +
            std::to_string(random()) + "-" + place_of_processes());
}

}  // namespace

std::string read_file(const fs::path& path) {
    errno = 0;
    std::ifstream stream(path, std::ios::binary | std::ios::ate);
    if (!stream) fail(path, "the file cannot be opened", "check its name and permissions");
    if (fs::is_directory(path)) fail(path, "this is a folder, not a file", "name a file");
    const std::streamoff size = stream.tellg();
    std::string content(static_cast<std::size_t>(std::max<std::streamoff>(size, 0)), '\0');
    if (size >= 0) {
        stream.seekg(0);
        stream.read(content.data(), size);
    } else {  // a pipe has no size
        stream.clear();
        content.assign(std::istreambuf_iterator<char>(stream), {});
    }
    if (!stream && !stream.eof()) fail(path, "the file cannot be read", "check the disk");
    return content;
}

void write_atomically(const fs::path& path, const std::function<void(std::ostream&)>& write) {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    std::error_code error;
    fs::create_directories(folder, error);
    errno = error.value();
    if (error) fail(path, "its folder cannot be made", "check the disk and its permissions");
    const fs::path temporary = temporary_beside(path);
    try {
        errno = 0;
        std::ofstream stream(temporary, std::ios::binary);
        if (!stream) fail(path, "cannot be written", "check the folder and its permissions");
        write(stream);
        stream.close();
        if (!stream) fail(path, "cannot be written to its end", "check the space on the disk");
        flush_to_disk(temporary, O_RDONLY);
        if (std::rename(temporary.c_str(), path.c_str()) != 0)
            fail(path, "cannot be replaced", "check the folder and its permissions");
    } catch (...) {
        fs::remove(temporary, error);
        throw;
    }
    flush_to_disk(folder, O_RDONLY | O_DIRECTORY);
}

void write_atomically(const fs::path& path, std::string_view content) {
    write_atomically(path, [&](std::ostream& stream) {
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    });
}

void write_if_changed(const fs::path& path, std::string_view content) {
    std::error_code error;
    if (fs::file_size(path, error) == content.size() && !error && read_file(path) == content) return;
    write_atomically(path, content);
}

void remove_stale_temporaries(const fs::path& folder) {
    std::error_code error;
    const fs::file_time_type changed = fs::last_write_time(folder, error);
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().filename().string().find(temporary_mark) == std::string::npos) continue;
        const fs::file_time_type written = entry.last_write_time(error);
        const bool old = !error && changed - written > std::chrono::hours(24);
        if (old || writer_is_gone(entry.path().filename().string())) fs::remove(entry, error);
    }
}

}  // namespace ntk::pipeline
