// What the readers' tests share. Wrong input must end in one line that names the file, and in nothing else.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// Calls f. What it throws must be a std::runtime_error with one line of text, "FILE:LINE: what is wrong; what to do",
/// where FILE begins with `source`.
template <class Function>
void expect_or_explain(const std::string& source, Function f) {
    try {
        f();
    } catch (const std::runtime_error& error) {
        const std::string message = error.what();
        const std::size_t colon = message.find(':');
        if (message.rfind(source, 0) != 0 || colon == message.npos ||
            message.find_first_of("123456789", colon) != colon + 1 || message.find('\n') != message.npos ||
            message.find("; ") == message.npos) {
            std::fprintf(stderr, "%s\n", message.c_str());
            require(false, "the message is one line, FILE:LINE: what; what to do");
        }
    }
}

/// Makes a file of this content, in a folder of this process's own that is removed at its end.
inline std::filesystem::path file_of(const std::string& name, std::string_view content) {
    static const struct Folder {
        std::filesystem::path path = [] {
            std::string name_pattern = (std::filesystem::temp_directory_path() / "ntk-readers-XXXXXX").string();
            require(mkdtemp(name_pattern.data()) != nullptr, "a folder for temporary files");
            return name_pattern;
        }();
        ~Folder() { std::filesystem::remove_all(path); }
    } folder;
    const std::filesystem::path file = folder.path / name;
    std::ofstream(file, std::ios::binary) << content;
    return file;
}
