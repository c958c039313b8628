#include "core/data/encoding.hpp"

#include <algorithm>
#include <cstdint>

#include "core/data/texts.hpp"
#include "core/error/error.hpp"

namespace ntk::data {
namespace {

struct Form {
    std::string_view begin, name, remedy;
};

constexpr std::string_view unpack = "unpack it", export_it = "export the table as CSV";

// The bytes that files of forms that are no text begin with.
constexpr Form forms[] = {
    {"\x1f\x8b", "is packed by gzip", unpack},
    {"BZh", "is packed by bzip2", unpack},
    {"\xfd"
     "7zXZ",
     "is packed by xz", unpack},
    {"\x28\xb5\x2f\xfd", "is packed by zstd", unpack},
    {"7z\xbc\xaf", "is a 7z archive", unpack},
    {"Rar!", "is a RAR archive", unpack},
    {"PAR1", "is in Apache Parquet's form", export_it},
    {"ARROW1", "is in Apache Arrow's form (Feather)", export_it},
    {"FEA1", "is in Feather's form", export_it},
    {"\x89HDF\r\n", "is in HDF5's form", export_it},
    {"CDF\x01", "is in NetCDF's form", export_it},
    {"CDF\x02", "is in NetCDF's form", export_it},
    {"MATLAB 5.0", "is in MATLAB's form", export_it},
    {"SQLite format 3", "is an SQLite database", export_it},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Office file (an Excel workbook, .xls)", export_it},
    {"$FL2", "is in SPSS's form", export_it},
    {"<stata_dta>", "is in Stata's form", export_it},
    {"%PDF", "is a PDF", "give the table itself, as CSV"},
    {"RDX", "is in R's form", export_it},
    {"\x80\x02", "is a Python pickle", export_it},
    {"\x80\x03", "is a Python pickle", export_it},
    {"\x80\x04", "is a Python pickle", export_it},
    {"\x80\x05", "is a Python pickle", export_it},
    {"\x89PNG", "is a picture (PNG)", "give a table"},
    {"\xff\xd8\xff", "is a picture (JPEG)", "give a table"},
    {"GIF8", "is a picture (GIF)", "give a table"},
    {"\x7f"
     "ELF",
     "is a program", "give a table"},
};

[[noreturn]] void refuse(std::string_view source, std::string_view problem, std::string_view remedy) {
    throw Error({.file = std::string(source),
                 .line = 1,
                 .problem = "the file " + std::string(problem),
                 .remedies = {{std::string(remedy)}}});
}

void refuse_zip(std::string_view bytes, std::string_view source) {
    constexpr std::string_view magic[] = {"PK\x03\x04", "PK\x05\x06"};
    if (!bytes.starts_with(magic[0]) && !bytes.starts_with(magic[1])) return;
    const auto has = [&](std::string_view name) { return bytes.find(name) != bytes.npos; };
    if (has("xl/workbook") || has("[Content_Types].xml") || has("mimetypeapplication/vnd.oasis"))
        refuse(source, "is a workbook (.xlsx, .ods) or another Office file", "save the sheet as CSV");
    if (has(".npy")) refuse(source, "is an .npz archive", "save one array as .npy (numpy.save)");
    refuse(source, "is a zip archive", unpack);
}

void refuse_markup(std::string_view text, std::string_view source) {
    std::string begin = lower(text.substr(0, 300));
    begin.erase(0, std::min(begin.find_first_not_of(" \t\r\n"), begin.size()));
    if (begin.starts_with("<!doctype") || begin.starts_with("<html") || begin.starts_with("<?xml"))
        refuse(source, "is a web page (HTML or XML), not a table",
               "download the file itself, not the page that shows it");
    if (begin.starts_with("%pdf-")) refuse(source, "is a PDF", "give the table itself, as CSV");
    if (begin.starts_with("{\\rtf")) refuse(source, "is a Rich Text document", "save it as plain text");
    if (begin.starts_with("@relation")) refuse(source, "is in ARFF's form", export_it);
    const std::size_t next = begin.find_first_not_of(" \t\r\n", 1);
    if (next != begin.npos &&
        ((begin[0] == '{' && begin[next] == '"') || (begin[0] == '[' && (begin[next] == '{' || begin[next] == '['))))
        refuse(source, "is in JSON", export_it);
}

void append_utf8(std::string& text, std::uint32_t c) {
    const auto put = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xc0 | c >> 6);
    } else {
        if (c < 0x10000) {
            put(0xe0 | c >> 12);
        } else {
            put(0xf0 | c >> 18);
            put(0x80 | (c >> 12 & 0x3f));
        }
        put(0x80 | (c >> 6 & 0x3f));
    }
    put(0x80 | (c & 0x3f));
}

enum class Order { none, little, big };

// The order of the bytes in UTF-16, or none where the bytes are not UTF-16. Where no byte-order mark tells, zero bytes
// do: a text has them only in UTF-16, as the upper halves of its ASCII characters.
Order utf16_order(std::string_view bytes) {
    if (bytes.starts_with("\xff\xfe")) return Order::little;
    if (bytes.starts_with("\xfe\xff")) return Order::big;
    const std::string_view begin = bytes.substr(0, 4096);
    std::size_t zeros[2] = {};
    for (std::size_t i = 0; i < begin.size(); ++i) zeros[i % 2] += begin[i] == '\0';
    // A table's separators, ends of lines and digits are ASCII, whatever its texts are, so in UTF-16 zeros are many.
    const std::size_t many = begin.size() / 10;
    if (zeros[1] > many && zeros[0] < zeros[1] / 4) return Order::little;
    if (zeros[0] > many && zeros[1] < zeros[0] / 4) return Order::big;
    return Order::none;
}

std::string from_utf16(std::string_view bytes, Order order, std::string_view source) {
    constexpr std::string_view save = "save it as UTF-8";
    if (bytes.size() % 2 != 0) refuse(source, "is in UTF-16 and ends within a character", save);
    const auto unit = [&](std::size_t i) {
        const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
        return order == Order::little ? std::uint32_t{a} | std::uint32_t{b} << 8
                                      : std::uint32_t{b} | std::uint32_t{a} << 8;
    };
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        std::uint32_t c = unit(i);
        if (c >= 0xd800 && c < 0xe000) {
            const std::uint32_t low = i + 2 < bytes.size() ? unit(i + 2) : 0;
            if (c >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
                refuse(source, "is not in UTF-16, as which it begins", save);
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        append_utf8(text, c);
    }
    return text;
}

// The characters of the bytes 0x80 to 0x9f, where Windows-1252 differs from Latin-1, as browsers read them (WHATWG).
constexpr std::uint16_t windows_1252[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                            0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                            0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                            0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(text, byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte);
    }
    return text;
}

void drop_mark(std::string_view& text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
}

}  // namespace

std::string_view as_utf8(std::string_view bytes, std::string_view source, std::string& storage,
                         std::vector<std::string>& notes) {
    using namespace std::string_view_literals;
    const bool utf8 = is_utf8(bytes);
    if (!utf8 || bytes.find('\0') != bytes.npos) {  // other bytes are a text, whose first column may be called PAR1
        refuse_zip(bytes, source);
        for (const Form& form : forms)
            if (bytes.starts_with(form.begin)) refuse(source, form.name, form.remedy);
    }
    if (bytes.starts_with("\xff\xfe\0\0"sv) || bytes.starts_with("\0\0\xfe\xff"sv))
        refuse(source, "is in UTF-32", "save it as UTF-8");

    std::string_view text = bytes;
    const Order order = utf16_order(bytes);
    if (order != Order::none) text = storage = from_utf16(bytes, order, source);
    drop_mark(text);
    const std::size_t zero = text.find('\0');
    if (zero != text.npos)
        throw Error({.file = std::string(source),
                     .line = 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + zero, '\n')),
                     .problem = "the file is no text: it has a byte 0",
                     .remedies = {{"give a table as CSV or .npy"}}});
    if (!utf8 && order == Order::none) {
        text = storage = from_windows_1252(text);
        notes.push_back("not in UTF-8: read as Windows-1252 (Latin-1)");
    }
    refuse_markup(text, source);
    return text;
}

}  // namespace ntk::data
