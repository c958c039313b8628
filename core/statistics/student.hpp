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

/// Throws std::invalid_argument for fewer than two values.
Sample summarize(const std::vector<double>& values);

struct Interval {
    double low, high;
};

/// mean ± t(alpha) · standard error: the interval of confidence 1 − alpha.
Interval confidence_interval(const Sample& sample, double alpha);

struct Estimate {
    double value;
    Interval interval;
};

/// Of numbers given by their logarithms, with the interval of confidence 1 − alpha. Throws as summarize does.
Estimate geometric_mean(const std::vector<double>& logarithms, double alpha);

/// The least alpha at which the interval of confidence 1 − alpha lies wholly outside [−margin, margin]; 1 where it
/// never does. As a test of "|true mean| ≤ margin" its error rate is at most alpha.
double p_outside(const Sample& sample, double margin);

/// The least alpha at which the interval of confidence 1 − alpha lies wholly inside (−margin, margin); 1 where it never
/// does. At alpha this is two one-sided tests at alpha/2 each (Schuirmann 1987).
double p_inside(const Sample& sample, double margin);

}  // namespace ntk::statistics
