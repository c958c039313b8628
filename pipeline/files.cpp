#include "pipeline/files.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
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
constexpr std::size_t least_growth = 1 << 16;  // bytes read at once from what does not tell its size

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
const std::string& place_of_processes() {
    static const std::string place = [] {
        std::array<char, 65> host{};  // 64 bytes of the name at most, as a file's name must have room for it
        gethostname(host.data(), host.size() - 1);
        std::error_code error;
        std::string text = host.data() + fs::read_symlink("/proc/self/ns/pid", error).string();
        std::replace_if(
            text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
        return text;
    }();
    return place;
}

// Whether the process that wrote this temporary file runs no more, for all that can be known from here.
bool writer_is_gone(const std::string& name) {
    const std::string rest = name.substr(name.find(temporary_mark) + temporary_mark.size());
    const std::size_t pid_end = rest.find('-'), random_end = rest.find('-', pid_end + 1);
    if (random_end == rest.npos || rest.substr(random_end + 1) != place_of_processes()) return false;
    const long pid = std::strtol(rest.c_str(), nullptr, 10);
    return pid > 0 && kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH;
}

struct Descriptor {
    explicit Descriptor(int n) : number(n) {}
    Descriptor(const Descriptor&) = delete;
    ~Descriptor() {
        if (number >= 0) close(number);
    }
    const int number;
};

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// What a link names, be it there or not; any other path as it is.
fs::path followed(fs::path path) {
    constexpr int most = 40;  // as the system's own limit
    std::error_code error;
    for (int i = 0; i < most && fs::is_symlink(path, error); ++i) {
        const fs::path target = fs::read_symlink(path, error);
        if (error) break;
        path = folder_of(path) / target;
    }
    return path;
}

fs::path temporary_beside(const fs::path& path) {
    static thread_local std::mt19937_64 random{std::random_device{}()};
    constexpr std::size_t most = 100;  // bytes of the name, as a name of 255 has no room for more
    return folder_of(path) / ("." + path.filename().string().substr(0, most) + std::string(temporary_mark) +
                              std::to_string(getpid()) + "-" + std::to_string(random()) + "-" + place_of_processes());
}

}  // namespace

std::string read_file(const fs::path& path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number < 0) fail(path, "the file cannot be opened", "check its name and permissions");
    struct stat status = {};
    if (fstat(file.number, &status) == 0 && S_ISDIR(status.st_mode)) {
        errno = 0;
        fail(path, "this is a folder, not a file", "name a file");
    }
    // A pipe does not tell its size, nor do the files of /proc.
    std::string content(static_cast<std::size_t>(std::max<off_t>(status.st_size, 0)) + 1, '\0');
    std::size_t size = 0;
    while (true) {
        if (size == content.size()) content.resize(2 * size + least_growth);
        const ssize_t count = read(file.number, content.data() + size, content.size() - size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(path, "the file cannot be read", "check the disk");
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
    }
    content.resize(size);
    return content;
}

void check_output(const fs::path& path, const std::vector<std::string>& inputs) {
    const fs::path file = followed(path);
    struct stat status = {}, input_status = {};
    errno = 0;
    if (stat(file.c_str(), &status) == 0) {
        for (const std::string& input : inputs)
            if (stat(input.c_str(), &input_status) == 0 && input_status.st_dev == status.st_dev &&
                input_status.st_ino == status.st_ino)
                fail(path, "the output is the same file as the input " + input, "name another file");
        if (S_ISDIR(status.st_mode)) fail(path, "this is a folder, not a file", "name a file");
        if (!S_ISREG(status.st_mode))
            fail(path, "the output is a device or a pipe, and is to be replaced as a whole", "name a file");
        if (access(file.c_str(), W_OK) != 0) fail(path, "cannot be written", "check its permissions, or name another");
    }
    fs::path folder = folder_of(file);
    if (stat(folder.c_str(), &status) == 0) {
        const fs::path temporary = temporary_beside(file);
        const Descriptor made(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (made.number < 0) fail(path, "cannot be written", "check the folder and its permissions");
        unlink(temporary.c_str());
        return;
    }
    // It will be made, with those above it that are missing.
    while (stat(folder.c_str(), &status) != 0 && errno == ENOENT && folder != folder_of(folder))
        folder = folder_of(folder);
    if (access((folder / "").c_str(), W_OK | X_OK) != 0)
        fail(path, "its folder cannot be made", "check its name and its permissions");
}

void write_atomically(const fs::path& path, const std::function<void(std::ostream&)>& write) {
    const fs::path file = followed(path), folder = folder_of(file);
    std::error_code error;
    fs::create_directories(folder, error);
    errno = error.value();
    if (error) fail(path, "its folder cannot be made", "check the disk and its permissions");
    const fs::path temporary = temporary_beside(file);
    try {
        errno = 0;
        std::ofstream stream(temporary, std::ios::binary);
        if (!stream) fail(path, "cannot be written", "check the folder and its permissions");
        write(stream);
        stream.close();
        if (!stream) fail(path, "cannot be written to its end", "check the space on the disk");
        flush_to_disk(temporary, O_RDONLY);
        if (std::rename(temporary.c_str(), file.c_str()) != 0)
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
