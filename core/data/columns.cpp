#include "core/data/columns.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/data/texts.hpp"
#include "core/numeric/decimal.hpp"

namespace ntk::data {
namespace {

// The most texts of one column that are each made a column.
constexpr std::size_t most_levels = 100;
// A text column of at least so many rows is taken for names of the rows where it has more different texts than this
// share of them.
constexpr std::size_t least_named_rows = 5;
constexpr double named_share = 0.9;

std::string rows_text(std::size_t rows) {
    return std::to_string(rows) + (rows == 1 ? " row" : " rows");
}

// Whether the target is COLUMN=TEXT, the column of one of this column's texts.
bool is_of_column(const std::string& target, const std::string& column) {
    return target.starts_with(indicator_name(column, ""));
}

// Tells which rows are to be dropped because they miss a value. Throws an Error where some miss one but are to be
// neither dropped nor kept with gaps.
std::vector<bool> missing_rows(const Columns& all, std::string_view source, const CsvOptions& options,
                               std::vector<std::string>& notes) {
    std::vector<bool> missing(all.lines.size());
    const Entry* first = nullptr;
    const Column* where = nullptr;
    for (const Column& column : all.columns)
        for (const Entry& entry : column.missing) {
            missing[entry.row] = true;
            if (first == nullptr || entry.row < first->row) first = &entry, where = &column;
        }
    if (first == nullptr || options.gaps) return std::vector<bool>(all.lines.size());
    std::vector<std::size_t> lines;
    for (std::size_t row = 0; row < all.lines.size(); ++row)
        if (missing[row]) lines.push_back(all.lines[row]);
    const std::string what = rows_text(lines.size()) + " of " + std::to_string(all.lines.size());
    const Column& worst =
        *std::max_element(all.columns.begin(), all.columns.end(),
                          [](const Column& a, const Column& b) { return a.missing.size() < b.missing.size(); });
    const bool others = lines.size() > worst.missing.size();
    const std::string which =
        places_text(lines, all.array) +
        (others ? fmt::format("; {} of them in column {}", worst.missing.size(), shown(worst.name)) : "");
    if (!options.drop_missing) {
        std::vector<Remedy> remedies = {{"fill them in"}};
        if (options.like == nullptr) remedies.push_back({"drop these rows", "drop_missing"});
        if (options.like != nullptr || 2 * lines.size() > all.lines.size())
            remedies.push_back({"leave the column out", "without"});  // every row is to be predicted, or most would go
        fail_row(source, first->line, all.array,
                 {.column = where->name,
                  .value = first->text,
                  .problem = fmt::format("has {} for a number, and {} {} a value ({})", shown(first->text), what,
                                         lines.size() == 1 ? "misses" : "miss", which),
                  .remedies = remedies});
    }
    notes.push_back(what + " dropped for a missing value (" + which + ")");
    return missing;
}

// A text column before it is coded. It says whether the column is to be left out, lists its texts, or refuses it.
class TextColumn {
public:
    TextColumn(const Column& column, std::string_view source, const CsvOptions& options)
        : column_(column), source_(source), options_(options) {
        for (const Entry& entry : column.texts) texts_.insert(entry.text);
    }

    // Whether the column is to be left out because the table to predict does not have it.
    bool unusable() const {
        return options_.there && options_.target != column_.name && !target_is_of_it() &&
               std::count(options_.there->begin(), options_.there->end(), column_.name) == 0;
    }

    // The different texts, in order. Each is to be a column.
    std::vector<std::string> levels() const {
        if (options_.like != nullptr) return known_levels();
        if (options_.target == column_.name) refuse_target();
        if (!target_is_of_it()) refuse_what_is_no_code();
        const Entry& first = column_.texts.front();
        const Remedy code{"make a column of each text", "one_hot"};
        if (!options_.one_hot)
            refuse(first, " and no numbers",
                   target_is_of_it() ? std::vector<Remedy>{code} : std::vector<Remedy>{leave_out, code});
        if (texts_.size() > most_levels)
            refuse(first,
                   fmt::format(" and {} other texts, more than the {} of which each can be made a column",
                               texts_.size() - 1, most_levels),
                   {leave_out});
        return {texts_.begin(), texts_.end()};
    }

private:
    const Remedy leave_out{"leave the column out", "without"};

    bool target_is_of_it() const { return is_of_column(options_.target, column_.name); }

    [[noreturn]] void refuse(const Entry& entry, const std::string& why, const std::vector<Remedy>& remedies) const {
        fail_csv(source_, entry.line,
                 {.column = column_.name,
                  .value = entry.text,
                  .problem = "has " + shown(entry.text) + why,
                  .remedies = remedies});
    }

    [[noreturn]] void refuse_target() const {
        const Entry& first = column_.texts.front();
        refuse_disguises();
        if (texts_.size() > most_levels)
            refuse(first, fmt::format(" and {} other texts, and a target is numbers", texts_.size() - 1),
                   {{"name a column of numbers", "target"}});
        refuse(first, " and no numbers, and a target is numbers",
               {{target_advice(column_.name, {texts_.begin(), texts_.end()}), options_.one_hot ? "" : "one_hot"},
                {"name a column of numbers", "target"}});
    }

    void refuse_disguises() const {
        const auto most = [&](auto is) {
            return 2 * std::count_if(texts_.begin(), texts_.end(), is) > static_cast<std::ptrdiff_t>(texts_.size());
        };
        const Entry& first = column_.texts.front();
        if (most(is_disguised_number))
            refuse(first, ", a number that is not written as one",
                   {{"write digits with at most one decimal point, without separators of thousands and units"},
                    leave_out});
        if (most(is_date))
            refuse(first, ", a date or a time",
                   {leave_out, {"make numbers of it, the days since the first for example"}});
    }

    void refuse_what_is_no_code() const {
        refuse_disguises();
        const std::size_t rows = column_.texts.size();
        if (rows >= least_named_rows && static_cast<double>(texts_.size()) > named_share * static_cast<double>(rows))
            refuse(column_.texts.front(),
                   fmt::format(" and {} other texts in {} rows: it names the rows, and tells nothing of other rows",
                               texts_.size() - 1, rows),
                   {leave_out});
    }

    std::vector<std::string> known_levels() const {
        const auto known = options_.like->levels.find(column_.name);
        if (known == options_.like->levels.end())
            refuse(column_.texts.front(), ", and has numbers in the table before", {{"give both the same"}});
        for (const Entry& entry : column_.texts)
            if (!std::binary_search(known->second.begin(), known->second.end(), entry.text))
                refuse(entry, ", which it has nowhere in the table before", {{"remove the row"}, leave_out});
        return known->second;
    }

    const Column& column_;
    std::string_view source_;
    const CsvOptions& options_;
    std::set<std::string> texts_;
};

// Turns a file's columns into columns of numbers. A column of numbers stays one; a text column becomes one for each
// text.
class Builder {
public:
    Builder(std::vector<bool> dropped, bool array, std::string_view source, const CsvOptions& options, Table& table)
        : dropped_(std::move(dropped)), array_(array), source_(source), options_(options), table_(table) {}

    void add(Column&& column) {
        std::erase_if(column.texts, [&](const Entry& entry) { return dropped_[entry.row]; });
        const auto kept = static_cast<std::size_t>(std::count(dropped_.begin(), dropped_.end(), false));
        const std::size_t gaps = options_.gaps ? column.missing.size() : 0;
        if (!column.texts.empty() && column.texts.size() + gaps < kept) refuse_mixed(column);
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        if (options_.gaps)
            for (const Entry& entry : column.missing) column.numbers[entry.row] = none;
        if (column.texts.empty()) {
            if (options_.like != nullptr && options_.like->levels.count(column.name) > 0)
                fail_csv(source_, 1,
                         {.column = column.name,
                          .problem = "has numbers, and texts in the table before",
                          .remedies = {{"give both the same"}}});
            return keep(column.name, column.numbers);
        }
        const TextColumn texts(column, source_, options_);
        if (texts.unusable()) {
            table_.notes.push_back("column " + shown(column.name) +
                                   " has texts and is not in the table to predict: left out");
            return;
        }
        const std::vector<std::string> levels = texts.levels();
        for (const std::string& level : levels) {
            std::vector<double> indicator(dropped_.size());
            for (const Entry& entry : column.texts) indicator[entry.row] = entry.text == level ? 1 : 0;
            if (options_.gaps)
                for (const Entry& entry : column.missing) indicator[entry.row] = none;
            keep(indicator_name(column.name, level), indicator);
        }
        if (options_.like == nullptr)
            table_.notes.push_back(fmt::format("column {} has {} texts: {} of 0 and 1", shown(column.name),
                                               levels.size(), levels.size() == 1 ? "a column" : "a column for each"));
        table_.levels.emplace(column.name, levels);
    }

    void finish() {
        if (columns_.empty())
            fail_csv(source_, 1, {.problem = "no column is left", .remedies = {{"leave out fewer", "without"}}});
        const std::size_t width = columns_.size(), rows = columns_.front().size();
        table_.values = Matrix::from_shape({rows, width});
        for (std::size_t j = 0; j < width; ++j)
            for (std::size_t i = 0; i < rows; ++i) table_.values(i, j) = columns_[j][i];
    }

private:
    void keep(const std::string& name, const std::vector<double>& all) {
        if (std::count(table_.columns.begin(), table_.columns.end(), name) > 0)
            fail_csv(source_, 1,
                     {.column = name,
                      .problem = "is there twice, once made of a column's texts",
                      .remedies = {{"give each its own name"}}});
        table_.columns.push_back(name);
        std::vector<double>& column = columns_.emplace_back();
        for (std::size_t row = 0; row < all.size(); ++row)
            if (!dropped_[row]) column.push_back(all[row]);
    }

    [[noreturn]] void refuse_mixed(const Column& column) const {
        const Entry& text = column.texts.front();
        const bool disguised = !array_ && is_disguised_number(text.text);
        fail_row(source_, text.line, array_,
                 {.column = column.name,
                  .value = text.text,
                  .problem = "has " + shown(text.text) + ", which is not a finite number" +
                             (disguised ? " written as one" : "") + ", and has numbers elsewhere",
                  .remedies = disguised ? std::vector<Remedy>{{"write digits with at most one decimal point"},
                                                              {"leave the column out", "without"}}
                                        : std::vector<Remedy>{{"correct it"}, {"remove the row"}}});
    }

    std::vector<bool> dropped_;
    bool array_;
    std::string_view source_;
    const CsvOptions& options_;
    Table& table_;
    std::vector<std::vector<double>> columns_;
};

void note_constants(Table& table) {
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
        const double first = table.values(0, j);
        bool constant = table.values.shape(0) > 1;
        for (std::size_t i = 1; constant && i < table.values.shape(0); ++i) constant = table.values(i, j) == first;
        if (constant)
            table.notes.push_back("column " + shown(table.columns[j]) + " has " + numeric::shortest_decimal(first) +
                                  " in every row and tells nothing");
    }
}

void note_duplicates(Table& table) {
    const std::size_t width = table.columns.size();
    const auto row = [&](std::size_t i) { return table.values.data() + i * width; };
    std::vector<std::size_t> order(table.values.shape(0));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto [x, y] = std::mismatch(row(a), row(a) + width, row(b));
        return x == row(a) + width ? a < b : *x < *y;
    });
    std::vector<std::size_t> repeated;
    for (std::size_t i = 1; i < order.size(); ++i)
        if (std::equal(row(order[i]), row(order[i]) + width, row(order[i - 1])))
            repeated.push_back(table.lines[order[i]]);
    std::sort(repeated.begin(), repeated.end());
    if (!repeated.empty())
        table.notes.push_back(rows_text(repeated.size()) + (repeated.size() == 1 ? " repeats" : " repeat") +
                              " an earlier one (" + places_text(repeated, table.array) + ")");
}

void choose(std::vector<Column>& columns, std::string_view source, const CsvOptions& options) {
    const auto has = [&](const std::string& name) {
        return std::any_of(columns.begin(), columns.end(), [&](const Column& column) { return column.name == name; });
    };
    for (const std::string& name : options.without)
        if (options.like == nullptr && !has(name) &&
            !(options.there && std::count(options.there->begin(), options.there->end(), name) > 0))
            fail_csv(source, 1,
                     {.value = name,
                      .problem = "there is no column " + shown(name) + " to leave out",
                      .remedies = {{"correct its name", "without"}}});
    const auto listed = [](const std::vector<std::string>& names, const Column& column) {
        return std::count(names.begin(), names.end(), column.name) > 0;
    };
    std::erase_if(columns, [&](const Column& column) {
        return listed(options.without, column) || (!options.only.empty() && !listed(options.only, column));
    });
    if (columns.empty())
        fail_csv(source, 1, {.problem = "no column is left", .remedies = {{"leave out fewer", "without"}}});
    std::vector<std::string> names;
    for (const Column& column : columns) names.push_back(column.name);
    for (const std::string& name : options.only)
        if (!has(name)) no_such_column(name, names, source);
    // A mistyped target is told before what is wrong with the columns.
    const auto of_target = [&](const std::string& name) { return is_of_column(options.target, name); };
    if (!options.target.empty() && !has(options.target) && std::none_of(names.begin(), names.end(), of_target))
        with_facts([&] { no_such_column(options.target, names, source); },
                   [](Facts& facts) { facts.remedies.front().key = "target"; });
}

}  // namespace

void fail_csv(std::string_view source, std::size_t line, Facts facts) {
    facts.file = source;
    facts.line = line;
    throw Error(std::move(facts));
}

void fail_row(std::string_view source, std::size_t line, bool array, Facts facts) {
    if (array) facts.problem += " in " + places_text({line}, array);
    fail_csv(source, array ? 1 : line, std::move(facts));
}

Table make_table(Columns all, std::string_view source, const CsvOptions& options) {
    Table table;
    table.array = all.array;
    table.notes = std::move(all.notes);
    for (std::size_t j = 0; j < options.names.size(); ++j) all.columns.at(j).name = options.names[j];
    choose(all.columns, source, options);
    if (all.lines.empty())
        fail_csv(source, 1,
                 {.problem = "there are no rows below the header", .remedies = {{"give at least one row of numbers"}}});
    const std::vector<bool> dropped = missing_rows(all, source, options, table.notes);
    for (std::size_t row = 0; row < all.lines.size(); ++row)
        if (!dropped[row]) table.lines.push_back(all.lines[row]);
    if (table.lines.empty())
        fail_csv(
            source, 1,
            {.problem = "every row misses a value", .remedies = {{"leave out the columns that miss most", "without"}}});
    Builder builder(dropped, all.array, source, options, table);
    for (Column& column : all.columns) builder.add(std::move(column));
    builder.finish();
    if (options.like == nullptr) {  // neither note means anything for rows to predict
        note_constants(table);
        note_duplicates(table);
    }
    return table;
}

}  // namespace ntk::data
