#include "pipeline/table_file.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>

#include "core/error/error.hpp"
#include "pipeline/capacity.hpp"
#include "pipeline/files.hpp"

namespace ntk::pipeline {
namespace {

constexpr std::string_view gzip_magic = "\x1f\x8b";
constexpr std::size_t piece = std::size_t{1} << 26;  // bytes unpacked before asking for more memory

[[noreturn]] void fail(const std::string& name, const std::string& problem, const std::string& remedy) {
    throw Error({.file = name, .line = 1, .problem = problem, .remedies = {{remedy}}});
}

}  // namespace

bool is_standard_input(const std::string& path) {
    return path == "-" || path == "/dev/stdin" || path == "/dev/fd/0" || path == "/proc/self/fd/0";
}

std::string path_of(const std::string& argument) {
    return argument == "-" ? "/dev/stdin" : argument;
}

TableFile read_table_file(const std::string& argument) {
    const std::string name = is_standard_input(argument) ? "standard input" : argument;
    return {name,
            unpacked(with_facts([&] { return read_file(path_of(argument)); }, [&](Facts& facts) { facts.file = name; }),
                     name)};
}

std::string unpacked(std::string bytes, const std::string& name) {
    if (!bytes.starts_with(gzip_magic)) return bytes;
    std::string result;
    z_stream stream = {};
    constexpr int gzip = 16;  // added to the window's bits: the form
    if (inflateInit2(&stream, MAX_WBITS + gzip) != Z_OK) throw std::bad_alloc();
    const struct Guard {
        z_stream* stream;
        ~Guard() { inflateEnd(stream); }
    } guard{&stream};
    std::size_t taken = 0, filled = 0;
    while (true) {
        if (stream.avail_in == 0) {
            stream.next_in = reinterpret_cast<unsigned char*>(bytes.data()) + taken;
            stream.avail_in = static_cast<unsigned>(std::min(bytes.size() - taken, piece));
            taken += stream.avail_in;
        }
        if (filled == result.size()) {
            require_memory("the unpacked table", static_cast<double>(result.size() + piece));
            result.resize(std::max<std::size_t>(2 * result.size(), std::min(4 * bytes.size(), piece)) + 64);
        }
        stream.next_out = reinterpret_cast<unsigned char*>(result.data()) + filled;
        stream.avail_out = static_cast<unsigned>(std::min(result.size() - filled, piece));
        const std::size_t before = stream.avail_out;
        const int status = inflate(&stream, Z_NO_FLUSH);
        filled += before - stream.avail_out;
        if (status == Z_STREAM_END) {
            // Parts packed one by one and put together are one file; what else follows is not of it (gzip's own rule).
            const std::string_view rest = std::string_view(bytes).substr(taken - stream.avail_in);
            if (!rest.starts_with(gzip_magic)) break;
            inflateReset(&stream);
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            fail(name, "the file is packed by gzip and damaged", "get it again");
        } else if (stream.avail_in == 0 && taken == bytes.size() && stream.avail_out > 0) {
            fail(name, "the file is packed by gzip and cut off", "get it again");
        }
    }
    result.resize(filled);
    return result;
}

void check_readable_together(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            struct stat a = {}, b = {};
            if (stat(path_of(arguments[i]).c_str(), &a) != 0 || stat(path_of(arguments[j]).c_str(), &b) != 0) continue;
            const bool standard = is_standard_input(arguments[i]) && is_standard_input(arguments[j]);
            if (!S_ISREG(a.st_mode) && !S_ISDIR(a.st_mode) &&
                (standard || (a.st_dev == b.st_dev && a.st_ino == b.st_ino)))
                fail(standard ? "standard input" : arguments[i], "this is to be two tables, and can be read once",
                     "give one of them as a file");
        }
}

}  // namespace ntk::pipeline
