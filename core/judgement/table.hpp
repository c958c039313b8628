// Builds the tables that studies emit. A row is appended cell by cell.
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
    /// Appends to the columns low and high the ends of the interval of confidence 1 − alpha for the sample's mean.
    Table& interval(const statistics::Sample& sample, double alpha);

    /// The table as one-dimensional arrays and labels. They have one length if every row was given every column, which
    /// flow::to_rows_json checks.
    flow::Artifact finish() const;

private:
    std::map<std::string, std::vector<std::string>> texts_;
    std::map<std::string, std::vector<double>> numbers_;
};

/// Builds the table of the texts that the paper quotes of a study, with the columns name and text. The paper puts the
/// study's name before each: "depth.seed".
class Numbers {
public:
    void say(const std::string& name, const std::string& text);
    void say_count(const std::string& name, std::size_t n);
    flow::Artifact finish() const { return table_.finish(); }

private:
    Table table_;
};

/// A published result beside ours: one row of the stage STUDY/known-results. The host gathers those of all studies in
/// one table.
struct KnownResult {
    std::string result;     // what is stated, in a sentence
    std::string source;     // its key in the paper's list of references
    bool recalled;          // whether the statement was taken from memory rather than from the publication
    std::string published;  // the published value
    std::string ours;       // our value, with its interval
    std::string verdict;    // "agrees", "disagrees" or "open"
    std::string shown;      // the study's figure that shows it, or ""
};
flow::Artifact known_results(const std::vector<KnownResult>& rows);

/// A predictor gap D of a study between networks and their kernel, for the figure that places all studies' gaps on one
/// axis: one row of the stage STUDY/figures/where-it-holds.
struct PlacedGap {
    std::string changed;            // what the rows of one group have in common: "The width"
    std::string setting;            // what this row has: "64 units a layer"
    double gap;                     // D
    statistics::Interval interval;  // of D, or the least and the greatest of the values that it is the median of
};
/// The rows of a study, in their order.
flow::Artifact placed_gaps(const std::vector<PlacedGap>& rows);
/// A row whose gap is the values' median, and whose interval goes from the least of them to the greatest.
PlacedGap median_gap(const std::string& changed, const std::string& setting, const std::vector<double>& values);

/// x with a fixed number of decimals.
std::string fixed(double x, int decimals);
/// x in the shortest form that printf's %g gives.
std::string general(double x);
/// "3 of 7".
std::string part_of(std::size_t part, std::size_t whole);
/// "1.2 [1.1, 1.3]".
std::string with_interval(double x, const statistics::Interval& interval, int decimals);
std::string with_interval(const statistics::Estimate& estimate, int decimals);
/// The mean with its interval of confidence 1 − confidence_alpha.
std::string with_interval(const statistics::Sample& sample, int decimals);

}  // namespace ntk::judgement
