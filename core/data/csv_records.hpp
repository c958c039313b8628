// The records of a CSV file (RFC 4180, and what is found in the world): text to fields, numbers not yet read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/error/error.hpp"

namespace ntk::data {

/// Throws an Error of these facts in this line of the file `source`.
[[noreturn]] void fail_csv(std::string_view source, std::size_t line, Facts facts);

/// Reads one record at a time; the fields' storage is reused. Fields are separated by what separates those of the first
/// record, comma, semicolon or tab; records end with LF, CRLF or CR. A byte-order mark and blanks around fields are
/// skipped; a quoted field may hold separators, line ends and doubled quotes.
class CsvReader {
public:
    struct Field {
        std::string text;
        std::size_t line = 0;
        bool quoted = false;
    };

    /// Throws an Error for text that is not in UTF-8 or ASCII but in UTF-16.
    CsvReader(std::string_view text, std::string_view source);

    /// False at the end. Throws an Error for a quote that is never closed, or text after a closing one.
    bool next();

    std::size_t size() const { return count_; }
    const Field& operator[](std::size_t i) const { return fields_[i]; }
    std::size_t line() const { return first_line_; }  // where the record begins
    bool blank() const { return count_ == 1 && fields_[0].text.empty() && !fields_[0].quoted; }
    char separator() const { return separator_; }

private:
    bool take(char c);
    bool take_line_end();
    std::string_view trimmed(std::string_view field) const;
    void read_field();
    void read_quoted(Field& field);

    std::string_view text_, source_;
    char separator_ = ',';
    std::string_view blanks_ = " \t", stops_ = ",\n\r";
    std::size_t line_ = 1, first_line_ = 1;
    std::vector<Field> fields_;
    std::size_t count_ = 0;
};

}  // namespace ntk::data
