// Student's t, intervals and tests for paired differences over splits.
//
//   student.hpp   this: the distribution, intervals, the p-values of the claims
//   holm.hpp      many tests at once
#pragma once

#include <cstddef>
#include <vector>

namespace ntk::statistics {

/// P(|T| > t) for Student's t with a whole number of degrees of freedom ≥ 1, t ≥ 0. Absolute error below 1e-14
/// (finite sums in closed form, Abramowitz & Stegun 26.7.3 and 26.7.4).
double student_two_sided(double t, std::size_t degrees);

/// The t with P(|T| > t) = alpha, alpha in (0, 1).
double student_critical(double alpha, std::size_t degrees);

struct Sample {
    std::size_t n;
    double mean;
    double standard_error;  // of the mean; from the unbiased variance
};

/// One value a draw of training and test set, in the order of the draws.
///
/// Where each draw is of new data, `reuse` is 0. Where all are splits of one table they share rows, and agree more than
/// draws of new data would: of s² their variance, the variance of their mean is not s²/n but s² (1/n + reuse), with
/// reuse the rows that a value is computed from over those left out. Of an error on the test rows this is the corrected
/// resampled t, n_test/n_training (Nadeau & Bengio 2003); of what only the training rows decide it is n_training/n_rest
/// (the jackknife that deletes n_rest rows, Shao & Wu 1989). It takes the other rows' part in a value for none, and is
/// cautious where they have one.
struct Draws {
    std::vector<double> values;
    double reuse = 0.0;
};

/// Throws std::invalid_argument for fewer than two values.
Sample summarize(const std::vector<double>& values);
Sample summarize(const Draws& draws);

/// Of the mean over several such, task by task, which have as many draws each; throws std::invalid_argument where they
/// have not, or where there are none. What a task's draws share is independent of what another's do.
Sample summarize(const std::vector<Draws>& tasks);

struct Interval {
    double low, high;
};

/// mean ± t(alpha) · standard error: the interval of confidence 1 − alpha.
Interval confidence_interval(const Sample& sample, double alpha);

struct Estimate {
    double value;
    Interval interval;
};

/// Of numbers whose logarithms are so summarized, with the interval of confidence 1 − alpha.
Estimate geometric_mean(const Sample& logarithms, double alpha);

/// The least alpha at which the interval of confidence 1 − alpha lies wholly outside [−margin, margin]; 1 where it
/// never does. As a test of "|true mean| ≤ margin" its error rate is at most alpha.
double p_outside(const Sample& sample, double margin);

/// The least alpha at which the interval of confidence 1 − alpha lies wholly inside (−margin, margin); 1 where it never
/// does. At alpha this is two one-sided tests at alpha/2 each (Schuirmann 1987).
double p_inside(const Sample& sample, double margin);

}  // namespace ntk::statistics
