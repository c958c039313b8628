#include "core/data/csv_records.hpp"

#include <algorithm>
#include <utility>

namespace ntk::data {
namespace {

// What separates the fields of the first record: the commonest outside quotes, the comma where there is none.
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

void fail_csv(std::string_view source, std::size_t line, Facts facts) {
    facts.file = source;
    facts.line = line;
    throw Error(std::move(facts));
}

CsvReader::CsvReader(std::string_view text, std::string_view source) : text_(text), source_(source) {
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF"))
        fail_csv(source, 1, {.problem = "the file is in UTF-16", .remedies = {{"save it as UTF-8"}}});
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
    separator_ = separator_of(text_);
    if (separator_ == ';') stops_ = ";\n\r";
    if (separator_ == '\t') blanks_ = " ", stops_ = "\t\n\r";
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
