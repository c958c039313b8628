// Splits the text of a CSV file into records and their fields (RFC 4180, and what is found in the world). Numbers are
// not read yet.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ntk::data {

/// Reads one record at a time, and reuses the storage of the fields. The separator of fields is the comma, semicolon or
/// tab that separates those of the first record, or the one that a line "sep=;" before it names, as Excel reads and
/// writes it. Records end with LF, CRLF or CR. Blanks around fields are skipped. A quoted field may hold separators,
/// line ends and doubled quotes.
class CsvReader {
public:
    struct Field {
        std::string text;
        std::size_t line = 0;  // where the field begins, from 1
        bool quoted = false;
    };

    /// Throws an Error for a line "sep=" that names no separator.
    CsvReader(std::string_view text, std::string_view source);

    /// Reads the next record, or returns false at the end. Throws an Error for a quote that is never closed, or text
    /// after a closing one.
    bool next();

    std::size_t size() const { return count_; }
    const Field& operator[](std::size_t i) const { return fields_[i]; }
    std::size_t line() const { return first_line_; }  // where the record begins, from 1
    bool blank() const { return count_ == 1 && fields_[0].text.empty() && !fields_[0].quoted; }
    char separator() const { return separator_; }

private:
    void read_separator_line();
    bool take(char c);
    bool take_line_end();
    std::string_view trimmed(std::string_view field) const;
    void read_field();
    void read_quoted(Field& field);

    std::string_view text_, source_;
    char separator_ = ',';
    std::string stops_;
    std::string_view blanks_ = " \t";
    std::size_t line_ = 1, first_line_ = 1;
    std::vector<Field> fields_;
    std::size_t count_ = 0;
};

}  // namespace ntk::data
