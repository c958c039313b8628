// The rules by which the claims are judged (the paper, "Our own studies: the method in short"). They were fixed before
// any run.
#pragma once

namespace ntk::judgement {

inline constexpr double confidence_alpha = 0.05;   // intervals of confidence 95 %
inline constexpr double equivalence_alpha = 0.10;  // the 90 % interval, which stands for two one-sided tests at 5 %
inline constexpr double error_margin = 0.01;       // C1: a difference of NMSE up to this counts as none
inline constexpr double rmse_margin = 0.01;        // C1 where errors are RMSE: a difference up to this counts as none
inline constexpr double closeness_ratio = 1.1;     // C2: a ratio of errors up to this counts as one
inline constexpr double gap_threshold = 0.1;       // C3: the theorem holds where the gap D is below this

/// All the rules by the names under which the paper quotes them, `rules.NAME`.
struct Rule {
    const char* name;
    double value;
};
inline constexpr Rule rules[] = {{"confidence-alpha", confidence_alpha}, {"equivalence-alpha", equivalence_alpha},
                                 {"error-margin", error_margin},         {"rmse-margin", rmse_margin},
                                 {"closeness-ratio", closeness_ratio},   {"gap-threshold", gap_threshold}};

}  // namespace ntk::judgement
