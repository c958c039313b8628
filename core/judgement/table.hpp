// The tables that studies emit, under construction: a row is appended cell by cell.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/flow/artifact.hpp"
#include "core/statistics/student.hpp"

namespace ntk::judgement {

class Table {
public:
    Table& text(const std::string& column, const std::string& value);
    Table& number(const std::string& column, double value);
    /// Columns low and high: the interval of confidence 1 − alpha.
    Table& interval(const statistics::Sample& sample, double alpha);

    /// One-dimensional arrays and labels, all of one length if each row had all columns (to_rows_json checks).
    flow::Artifact finish() const;

private:
    std::map<std::string, std::vector<std::string>> texts_;
    std::map<std::string, std::vector<double>> numbers_;
};

/// The texts that the paper quotes of a study: the columns name and text. In the paper a name is preceded by the
/// study's: "depth.seed".
class Numbers {
public:
    void say(const std::string& name, const std::string& text);
    void say_count(const std::string& name, std::size_t n);
    flow::Artifact finish() const { return table_.finish(); }

private:
    Table table_;
};

/// A published result beside ours, one row of STUDY/known-results; the host gathers those of all studies in one table.
struct KnownResult {
    std::string result;     // what is stated, in a sentence
    std::string source;     // its key in the paper's list of references
    bool recalled;          // whether the statement is recalled rather than read
    std::string published;  // the published value
    std::string ours;       // ours, with its interval
    std::string verdict;    // "agrees", "disagrees" or "open"
    std::string shown;      // the study's figure that shows it, or ""
};
flow::Artifact known_results(const std::vector<KnownResult>& rows);

/// x with so many decimals; x in the shortest form that printf's %g gives; "3 of 7"; "1.2 [1.1, 1.3]".
std::string fixed(double x, int decimals);
std::string general(double x);
std::string part_of(std::size_t part, std::size_t whole);
std::string with_interval(double x, const statistics::Interval& interval, int decimals);
std::string with_interval(const statistics::Estimate& estimate, int decimals);
/// The mean with its interval of confidence 1 − confidence_alpha.
std::string with_interval(const statistics::Sample& sample, int decimals);

}  // namespace ntk::judgement
