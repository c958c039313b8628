#include "core/data/npy.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <fmt/format.h>

#include "core/numeric/simd.hpp"

namespace ntk::data {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::string_view save_again = "save it again as numbers (numpy.save of x.astype('float64'))";

[[noreturn]] void refuse(std::string_view source, const std::string& problem, std::string_view remedy) {
    fail_csv(source, 1, {.problem = problem, .remedies = {{std::string(remedy)}}});
}

// What the header says, and the data after it.
struct Header {
    char order = '|', kind = 'f';  // the first two characters of 'descr': the order of bytes, and the kind of number
    std::size_t size = 8;          // bytes of a number
    bool fortran_order = false;
    std::vector<std::size_t> shape;
    std::string_view data;

    std::size_t rows() const { return shape[0]; }
    std::size_t columns() const { return shape.size() == 2 ? shape[1] : 1; }
};

// Reads the header's dictionary, as Python writes one: {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }.
class Dictionary {
public:
    Dictionary(std::string_view text, std::string_view source) : text_(text), source_(source) {}

    // The text from the value of the key on.
    std::string_view value(std::string_view key) const {
        for (const char quote : {'\'', '"'}) {
            const std::string quoted = quote + std::string(key) + quote;
            const std::size_t at = text_.find(quoted);
            if (at == text_.npos) continue;
            const std::size_t colon = text_.find_first_not_of(" ", at + quoted.size());
            if (colon == text_.npos || text_[colon] != ':') break;
            const std::size_t begin = text_.find_first_not_of(" ", colon + 1);
            if (begin != text_.npos) return text_.substr(begin);
        }
        refuse(source_, "the header of the .npy file has no " + std::string(key), save_again);
    }

    std::string text(std::string_view key) const {
        const std::string_view rest = value(key);
        const std::size_t end = rest.find(rest[0], 1);
        if ((rest[0] != '\'' && rest[0] != '"') || end == rest.npos) return "";
        return std::string(rest.substr(1, end - 1));
    }

    std::vector<std::size_t> sizes(std::string_view key) const {
        std::string_view rest = value(key);
        const std::size_t end = rest.find(')');
        std::vector<std::size_t> result;
        if (rest[0] != '(' || end == rest.npos)
            refuse(source_, "the header of the .npy file has no shape that can be read", save_again);
        rest = rest.substr(1, end - 1);
        while (true) {
            rest.remove_prefix(std::min(rest.find_first_not_of(" ,"), rest.size()));
            if (rest.empty()) return result;
            std::size_t size = 0;
            const auto [next, error] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
            if (error != std::errc())
                refuse(source_, "the header of the .npy file has no shape that can be read", save_again);
            rest.remove_prefix(static_cast<std::size_t>(next - rest.data()));
            if (rest.starts_with('L')) rest.remove_prefix(1);  // Python 2 wrote 3L for a long 3
            result.push_back(size);
        }
    }

private:
    std::string_view text_, source_;
};

void read_type(const Dictionary& dictionary, std::string_view source, Header& header) {
    const std::string type = dictionary.text("descr");
    if (type.empty()) refuse(source, "the .npy file has records with named fields, not numbers", save_again);
    header.order = type[0];
    header.kind = type.size() > 1 ? type[1] : '?';
    header.size = 0;
    std::from_chars(type.data() + std::min<std::size_t>(2, type.size()), type.data() + type.size(), header.size);
    const auto is = [&](std::string_view kinds, std::initializer_list<std::size_t> sizes) {
        return kinds.find(header.kind) != kinds.npos && std::count(sizes.begin(), sizes.end(), header.size) > 0;
    };
    if (is("f", {2, 4, 8}) || is("iu", {1, 2, 4, 8}) || is("b", {1})) return;
    const char* what = header.kind == 'O'                         ? "Python objects"
                       : header.kind == 'U' || header.kind == 'S' ? "texts"
                       : header.kind == 'M' || header.kind == 'm' ? "dates or times"
                       : header.kind == 'c'                       ? "complex numbers"
                       : header.kind == 'f'                       ? "floats of more than 64 bits"
                                                                  : nullptr;
    refuse(source,
           what != nullptr ? fmt::format("the .npy file has {}, not numbers of at most 64 bits", what)
                           : "the .npy file has values of the type " + shown(type) + ", not numbers",
           save_again);
}

Header read_header(std::string_view bytes, std::string_view source) {
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
    constexpr std::string_view again = "copy it again";
    if (bytes.size() < 12) refuse(source, "the .npy file is cut off in its header", again);
    const std::size_t version = byte(6);
    if (version < 1 || version > 3)
        refuse(source, fmt::format("the .npy file is of version {}, and 1 to 3 are known", version), save_again);
    const std::size_t begin = version == 1 ? 10 : 12;
    const std::size_t length =
        version == 1 ? byte(8) | byte(9) << 8 : byte(8) | byte(9) << 8 | byte(10) << 16 | byte(11) << 24;
    if (bytes.size() - begin < length) refuse(source, "the .npy file is cut off in its header", again);

    Header header;
    const Dictionary dictionary(bytes.substr(begin, length), source);
    read_type(dictionary, source, header);
    header.fortran_order = dictionary.value("fortran_order").starts_with("True");
    header.shape = dictionary.sizes("shape");
    header.data = bytes.substr(begin + length);
    if (header.shape.empty() || header.shape.size() > 2)
        refuse(source, fmt::format("the array has {} dimensions, and a table has one or two", header.shape.size()),
               "save it with a row for each sample (x.reshape(len(x), -1))");
    if (header.rows() == 0 || header.columns() == 0)
        refuse(source, fmt::format("the array has {} rows and {} columns", header.rows(), header.columns()),
               "give at least one of each");
    // The sizes are divided, because their product may overflow.
    if (header.data.size() / header.size / header.columns() < header.rows())
        refuse(source,
               fmt::format("the .npy file is cut off: {} bytes of numbers, too few for {} × {} of {} each",
                           header.data.size(), header.rows(), header.columns(), header.size),
               again);
    return header;
}

// The value of a float of 32 bits.
double single(std::uint32_t bits) {
    float x;
    std::memcpy(&x, &bits, sizeof x);
    return static_cast<double>(x);
}

// The value of a float of 16 bits.
double half(std::uint64_t bits) {
    const auto fraction = static_cast<double>(bits & 0x3ff);
    const auto exponent = static_cast<int>(bits >> 10 & 0x1f);
    double size = exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * 0x1p-25;
    for (int i = 0; i < exponent; ++i) size *= 2;
    if (exponent == 31) size = fraction == 0 ? HUGE_VAL : NAN;
    return (bits & 0x8000) != 0 ? -size : size;
}

double number(const Header& header, std::size_t at) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < header.size; ++i) {
        const std::size_t place = header.order == '>' ? header.size - 1 - i : i;
        bits |= std::uint64_t{static_cast<unsigned char>(header.data[at * header.size + place])} << 8 * i;
    }
    switch (header.kind) {
        case 'b':
            return bits != 0 ? 1 : 0;
        case 'u':
            return static_cast<double>(bits);
        case 'i': {
            const std::size_t unused = 64 - 8 * header.size;  // shifting left and back extends the sign
            return static_cast<double>(static_cast<std::int64_t>(bits << unused) >> unused);
        }
        default:
            return header.size == 8   ? simd::from_bits(static_cast<std::int64_t>(bits))
                   : header.size == 4 ? single(static_cast<std::uint32_t>(bits))
                                      : half(bits);
    }
}

}  // namespace

bool is_npy(std::string_view bytes) {
    return bytes.starts_with(magic);
}

Columns read_npy(std::string_view bytes, std::string_view source) {
    const Header header = read_header(bytes, source);
    const std::size_t rows = header.rows(), columns = header.columns();
    Columns result;
    result.array = true;
    for (std::size_t i = 0; i < rows; ++i) result.lines.push_back(i);
    for (std::size_t j = 0; j < columns; ++j) {
        Column& column = result.columns.emplace_back();
        column.name = std::to_string(j);
        for (std::size_t i = 0; i < rows; ++i) {
            const double value = number(header, header.fortran_order ? j * rows + i : i * columns + j);
            if (std::isinf(value))
                fail_row(source, i, true,
                         {.column = column.name,
                          .value = "inf",
                          .problem = "has an infinity",
                          .remedies = {{"correct it"}, {"remove the row"}}});
            if (std::isnan(value)) column.missing.push_back({i, i, "nan"});
            column.numbers.push_back(std::isnan(value) ? 0 : value);
        }
    }
    if (header.data.size() > rows * columns * header.size)
        result.notes.push_back("there is more in the file than its first array, which alone is read");
    return result;
}

std::vector<std::string> npy_names(std::string_view bytes, std::string_view source) {
    std::vector<std::string> names;
    const std::size_t columns = read_header(bytes, source).columns();
    for (std::size_t j = 0; j < columns; ++j) names.push_back(std::to_string(j));
    return names;
}

}  // namespace ntk::data
