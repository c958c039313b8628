#include "core/judgement/verdict.hpp"

#include <algorithm>

#include "core/judgement/rules.hpp"

namespace ntk::judgement {

std::string verdict(const statistics::Interval& interval, double low, double high) {
    if (low < interval.low && interval.high < high) return "agrees";
    return interval.low > high || interval.high < low ? "disagrees" : "open";
}

std::string verdict(const statistics::Sample& sample, double low, double high) {
    return verdict(statistics::confidence_interval(sample, confidence_alpha), low, high);
}

std::string verdict_on_all(const std::vector<std::string>& verdicts) {
    const auto is = [](const char* text) { return [text](const std::string& verdict) { return verdict == text; }; };
    if (std::any_of(verdicts.begin(), verdicts.end(), is("disagrees"))) return "disagrees";
    return std::all_of(verdicts.begin(), verdicts.end(), is("agrees")) ? "agrees" : "open";
}

}  // namespace ntk::judgement
