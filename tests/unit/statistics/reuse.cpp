// Splits of one table: their interval against how often it covers the truth, which is known here.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "core/random/stream.hpp"
#include "core/statistics/student.hpp"

namespace {

using ntk::statistics::Draws;
using ntk::statistics::Sample;
using ntk::statistics::summarize;

// Tables of normal targets with variance 1, each split `splits` times into training and test rows. `value` is of
// (training targets, test targets); how often the 95 % interval covers `truth`, without a correction and with.
struct Coverage {
    double student, corrected;
};
template <class Value>
Coverage coverage(std::size_t training, std::size_t test, std::size_t splits, double reuse, double truth, Value value) {
    constexpr std::size_t tables = 2000;
    const std::size_t rows = training + test;
    const ntk::random::Stream stream(4, "reuse");
    std::size_t next = 0;
    std::size_t student = 0, corrected = 0;
    const auto covers = [&](const Draws& draws) {
        const auto interval = ntk::statistics::confidence_interval(summarize(draws), 0.05);
        return interval.low <= truth && truth <= interval.high;
    };
    for (std::size_t t = 0; t < tables; ++t) {
        std::vector<double> y(rows);
        for (double& target : y) target = stream.normal(next++);
        std::vector<double> values;
        for (std::size_t s = 0; s < splits; ++s) {
            for (std::size_t i = 0; i + 1 < rows; ++i)
                std::swap(y[i],
                          y[i + static_cast<std::size_t>(stream.uniform(next++) * static_cast<double>(rows - i))]);
            const auto middle = y.begin() + static_cast<std::ptrdiff_t>(training);
            values.push_back(value(std::vector<double>(y.begin(), middle), std::vector<double>(middle, y.end())));
        }
        student += covers({values});
        corrected += covers({values, reuse});
    }
    return {static_cast<double>(student) / tables, static_cast<double>(corrected) / tables};
}

double mean(const std::vector<double>& y) {
    return std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
}
// Of the prediction that is the training rows' mean: its expectation is 1 + 1/n_training.
double error_of_mean(const std::vector<double>& training, const std::vector<double>& test) {
    double sum = 0.0;
    for (const double y : test) sum += (y - mean(training)) * (y - mean(training));
    return sum / static_cast<double>(test.size());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_correction_adds_what_splits_share) {
    const std::vector<double> values = {1.0, 2.0, 4.0, 9.0};  // mean 4, variance 38/3
    const Sample drawn = summarize(values), table = summarize(Draws{values, 0.5});
    BOOST_TEST(table.mean == 4.0);
    BOOST_TEST(table.n == 4u);
    BOOST_TEST(std::fabs(drawn.standard_error - std::sqrt(38.0 / 3.0 / 4.0)) < 1e-15);
    BOOST_TEST(std::fabs(table.standard_error - std::sqrt(38.0 / 3.0 * (0.25 + 0.5))) < 1e-15);
    BOOST_TEST(summarize(Draws{values}).standard_error == drawn.standard_error);
}

BOOST_AUTO_TEST_CASE(a_mean_over_tasks_shares_what_its_tables_share) {
    // The mean over the two by draw is 2, 3, 4: variance 1. The second has variance 4; half of it enters, squared: 1.
    const Draws drawn{{1.0, 1.0, 1.0}}, table{{3.0, 5.0, 7.0}, 0.5};
    const Sample both = summarize(std::vector<Draws>{drawn, table});
    BOOST_TEST(both.mean == 3.0);
    BOOST_TEST(std::fabs(both.standard_error - std::sqrt(1.0 / 3.0 + 0.5 * 1.0)) < 1e-15);
    BOOST_CHECK_THROW(summarize(std::vector<Draws>{drawn, {{1.0, 2.0}}}), std::invalid_argument);
    BOOST_CHECK_THROW(summarize(std::vector<Draws>{}), std::invalid_argument);
}

// 2000 tables: five standard errors of a share of 95 % are 0.025. Errors are skewed, which costs the corrected interval
// a little as it does Student's of independent draws (student.cpp), here at most 0.03 more.
BOOST_AUTO_TEST_CASE(intervals_over_splits_of_one_table_cover_with_the_correction_alone) {
    const struct {
        std::size_t training, test, splits;
    } shapes[] = {{90, 10, 10}, {60, 30, 12}, {50, 50, 12}, {30, 90, 12}, {25, 85, 48}};
    for (const auto& shape : shapes) {
        const double n = static_cast<double>(shape.training);
        const Coverage found = coverage(shape.training, shape.test, shape.splits, static_cast<double>(shape.test) / n,
                                        1.0 + 1.0 / n, error_of_mean);
        BOOST_TEST_MESSAGE(shape.training << " to train, " << shape.test << " to test, " << shape.splits
                                          << " splits: Student's interval covers " << found.student
                                          << ", the corrected " << found.corrected);
        BOOST_TEST(found.student < 0.85);
        BOOST_TEST(found.corrected > 0.95 - 0.025 - 0.03);
    }
}

// What training rows alone decide, here their mean: a linear statistic, for which n_training/n_rest is exact.
BOOST_AUTO_TEST_CASE(intervals_of_what_training_rows_decide_cover_with_theirs) {
    for (const auto& [training, rest] : {std::pair<std::size_t, std::size_t>{25, 85}, {60, 30}}) {
        const Coverage found =
            coverage(training, rest, 12, static_cast<double>(training) / static_cast<double>(rest), 0.0,
                     [](const std::vector<double>& y, const std::vector<double>&) { return mean(y); });
        BOOST_TEST_MESSAGE(training << " of " << training + rest << " rows: Student's interval covers " << found.student
                                    << ", the corrected " << found.corrected);
        BOOST_TEST(found.student < 0.85);
        BOOST_TEST(std::fabs(found.corrected - 0.95) < 0.025);
    }
}
