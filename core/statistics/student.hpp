// Student's t, and with it confidence intervals and tests for paired differences over splits.
//
//   student.hpp   this: the distribution, intervals, the p-values of the claims
//   holm.hpp      many tests at once
#pragma once

#include <cstddef>
#include <vector>

namespace ntk::statistics {

/// P(|T| > t) for a T with Student's distribution of so many degrees of freedom, by finite sums in closed form
/// (Abramowitz & Stegun 26.7.3 and 26.7.4). The absolute error is below 1e-14. Throws std::invalid_argument unless
/// degrees ≥ 1 and t ≥ 0.
double student_two_sided(double t, std::size_t degrees);

/// The t with P(|T| > t) = alpha. Throws std::invalid_argument unless alpha is in (0, 1) and degrees ≥ 1.
double student_critical(double alpha, std::size_t degrees);

/// What is kept of n values for intervals and tests of their mean.
struct Sample {
    std::size_t n;
    double mean;
    double standard_error;  // of the mean; from the unbiased variance
};

/// One value for each draw of a training and a test set, in the order of the draws.
///
/// Where each draw is of new data, `reuse` is 0. Where all draws are splits of one table, they share rows and agree
/// more than draws of new data would. If their variance is s², that of their mean is then not s²/n but
/// s² (1/n + reuse), where reuse is the number of rows that a value is computed from over the number of rows left out.
/// For an error on the test rows it is n_test/n_training, which makes the corrected resampled t (Nadeau & Bengio 2003).
/// For what only the training rows decide it is n_training/n_rest, which makes the jackknife that deletes n_rest rows
/// (Shao & Wu 1989). The rows left out are supposed to have no part in a value. Where they have one, the variance is
/// cautious.
struct Draws {
    std::vector<double> values;
    double reuse = 0.0;
};

/// The mean of the values with its standard error. Bare values count as draws of new data. Throws std::invalid_argument
/// for fewer than two values.
Sample summarize(const std::vector<double>& values);
Sample summarize(const Draws& draws);

/// The same for the mean over several tasks, draw by draw. What the draws of one task share is taken as independent of
/// what those of another share. Throws std::invalid_argument where there are no tasks, where they differ in the number
/// of draws, and for fewer than two draws.
Sample summarize(const std::vector<Draws>& tasks);

struct Interval {
    double low, high;
};

/// The interval of confidence 1 − alpha: mean ± t(alpha) · standard error, with n − 1 degrees of freedom.
Interval confidence_interval(const Sample& sample, double alpha);

struct Estimate {
    double value;
    Interval interval;
};

/// The geometric mean of numbers whose natural logarithms are summarized in `logarithms`, with its interval of
/// confidence 1 − alpha.
Estimate geometric_mean(const Sample& logarithms, double alpha);

/// The least alpha at which the interval of confidence 1 − alpha lies wholly outside [−margin, margin]; 1 where it
/// never does. As a test of "|true mean| ≤ margin" its error rate is at most alpha.
double p_outside(const Sample& sample, double margin);

/// The least alpha at which the interval of confidence 1 − alpha lies wholly inside (−margin, margin); 1 where it never
/// does. At alpha this is two one-sided tests at alpha/2 each (Schuirmann 1987).
double p_inside(const Sample& sample, double margin);

}  // namespace ntk::statistics
