#include "core/data/csv_records.hpp"

#include <algorithm>

#include "core/data/columns.hpp"

namespace ntk::data {
namespace {

// What separates the fields of the first record: of comma, semicolon and tab the commonest outside quotes, and the
// comma where there is none.
char separator_of(std::string_view text) {
    std::size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        commas += c == ',';
        semicolons += c == ';';
        tabs += c == '\t';
    }
    if (semicolons > commas && semicolons >= tabs) return ';';
    return tabs > commas ? '\t' : ',';
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string_view source) : text_(text), source_(source) {
    separator_ = separator_of(text_);
    read_separator_line();
    stops_ = {separator_, '\n', '\r'};
    if (separator_ == '\t') blanks_ = " ";
}

void CsvReader::read_separator_line() {
    std::string_view line = text_.substr(0, text_.find_first_of("\n\r"));
    const std::size_t length = line.size();
    const bool quoted = line.starts_with('"') && line.size() > 1 && line.ends_with('"');
    if (quoted) line = line.substr(1, line.size() - 2);
    if (length == text_.size() || (!line.starts_with("sep=") && !line.starts_with("SEP="))) return;
    line.remove_prefix(4);
    if (line == "\\t") line = "\t";
    // When Excel saves such a table again, it fills the line up with separators. With any other text it is no such
    // line.
    if (!line.empty() && line.find_first_not_of(line.front()) != line.npos) return;  // it is a column's name
    if (line.empty() || std::string_view(",;\t|:").find(line.front()) == std::string_view::npos)
        fail_csv(source_, 1,
                 {.value = std::string(line),
                  .problem = "sep=" + shortened(line) + " names no separator",
                  .remedies = {{"name a comma, a semicolon, a tab, a colon or |"}, {"remove the line"}}});
    separator_ = line.front();
    text_.remove_prefix(length);
    take_line_end();
    ++line_;
}

bool CsvReader::next() {
    if (text_.empty()) return false;
    count_ = 0;
    first_line_ = line_;
    do read_field();
    while (take(separator_));
    if (!text_.empty() && !take_line_end())
        fail_csv(source_, line_,
                 {.problem = "there is text after a closing quote",
                  .remedies = {{"double the quotes inside a quoted field"}}});
    ++line_;
    return true;
}

bool CsvReader::take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
}

bool CsvReader::take_line_end() {
    const bool carriage_return = take('\r');
    return take('\n') || carriage_return;
}

std::string_view CsvReader::trimmed(std::string_view field) const {
    const std::size_t begin = field.find_first_not_of(blanks_);
    if (begin == field.npos) return {};
    return field.substr(begin, field.find_last_not_of(blanks_) - begin + 1);
}

void CsvReader::read_field() {
    if (count_ == fields_.size()) fields_.emplace_back();
    Field& field = fields_[count_++];
    field.line = line_;
    text_.remove_prefix(std::min(text_.find_first_not_of(blanks_), text_.size()));
    field.quoted = take('"');
    if (field.quoted) {
        read_quoted(field);
        text_.remove_prefix(std::min(text_.find_first_not_of(blanks_), text_.size()));
        return;
    }
    const std::size_t next = std::min(text_.find_first_of(stops_), text_.size());
    field.text = trimmed(text_.substr(0, next));
    text_.remove_prefix(next);
}

void CsvReader::read_quoted(Field& field) {
    field.text.clear();
    while (true) {
        const std::size_t quote = text_.find('"');
        if (quote == text_.npos)
            fail_csv(source_, field.line,
                     {.problem = "a quote is opened and never closed", .remedies = {{"close it"}}});
        field.text += text_.substr(0, quote);
        line_ += static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + quote, '\n'));
        text_.remove_prefix(quote + 1);
        if (!take('"')) return;
        field.text += '"';
    }
}

}  // namespace ntk::data
