#include "pipeline/verification.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

#include "core/flow/difference.hpp"
#include "core/numeric/dispatch.hpp"
#include "core/numeric/parallel.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/results.hpp"

namespace ntk::pipeline {
namespace {

using nlohmann::json;

std::string xml(const std::string& text) {
    static const std::map<char, std::string> entities = {
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\n', "&#10;"}};
    std::string result;
    for (const char c : text) {
        const auto entity = entities.find(c);
        if (entity != entities.end())
            result += entity->second;
        else if (static_cast<unsigned char>(c) >= 0x20)  // XML has no other control characters
            result += c;
    }
    return result;
}

std::string test_case(const std::string& group, const std::string& stage, double seconds, const std::string& failure) {
    const std::string head =
        fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.6f}\"", xml(group), xml(stage), seconds);
    if (failure.empty()) return head + "/>\n";
    return head + fmt::format(">\n      <failure message=\"{}\"/>\n    </testcase>\n", xml(failure));
}

}  // namespace

Differences compare(const Work& work, const RunReport& report, const Manifest& manifest,
                    const std::filesystem::path& values_file) {
    Differences differences;
    const auto add = [&](const std::string& stage, const auto& describe) {
        differences.stages.push_back(stage);
        if (differences.stages.size() == 1) differences.first = describe();
    };
    std::set<std::string> made;
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
        const std::string& stage = work.stages[i].name;
        made.insert(stage);
        const auto expected = manifest.artifacts.find(stage);
        if (expected == manifest.artifacts.end()) {
            add(stage, [] { return std::vector<std::string>{"the artifact is not expected"}; });
        } else if (expected->second != report.results[i].hash) {
            add(stage, [&]() -> std::vector<std::string> {
                const auto values = read_values(values_file);
                const auto found = values.find(stage);
                if (found != values.end()) return lines(flow::first_difference(found->second, report.artifacts.at(i)));
                return {"expected  " + expected->second, "computed  " + report.results[i].hash,
                        "(" + values_file.string() + " would tell the number)"};
            });
        }
    }
    for (const auto& [stage, hash] : manifest.artifacts)
        if (made.count(stage) == 0) add(stage, [] { return std::vector<std::string>{"the artifact is missing"}; });
    return differences;
}

std::string certificate_text(const Verification& v) {
    json judged = json::array();
    for (const Verdict& each : verdicts(v.work, v.report))
        judged.push_back(
            {{"claim", each.claim}, {"where", each.where}, {"verdict", each.verdict}, {"detail", each.detail}});
    json kept = json::array();
    for (std::size_t i = 0; i < v.work.stages.size(); ++i)
        if (v.report.results[i].kept) kept.push_back(v.work.stages[i].name);
    json certificate = {
        {"command", "ntk verify --profile " + v.profile},
        {"version", build::version},
        {"sources", build::sources},
        {"blas", build::blas},
        {"compiler", build::compiler},
        {"instruction_set", name(numeric::instruction_set())},
        {"threads", numeric::thread_count()},
        {"studies", v.work.studies},
        {"expected_manifest", v.manifest_hash},
        {"artifacts", make_manifest(v.profile, v.work, v.report).artifacts},
        {"read_from_store", kept},
        {"verdicts", judged},
        {"all_match", v.differences.stages.empty()},
        {"differences", v.differences.stages},
        {"first_difference", v.differences.first},
    };
    return certificate.dump(2) + "\n";
}

std::string junit_text(const Verification& v) {
    const std::set<std::string> different(v.differences.stages.begin(), v.differences.stages.end());
    const auto failure = [&](const std::string& stage) -> std::string {
        if (different.count(stage) == 0) return "";
        if (stage != v.differences.stages.front()) return "the artifact differs";
        return fmt::format("{}", fmt::join(v.differences.first, "\n"));
    };
    std::set<std::string> missing = different;  // in the end those that are expected and were not made
    std::string cases;
    for (std::size_t i = 0; i < v.work.stages.size(); ++i) {
        const flow::Stage& stage = v.work.stages[i];
        missing.erase(stage.name);
        cases += test_case(flow::group(stage), stage.name, v.report.results[i].seconds, failure(stage.name));
    }
    for (const std::string& stage : missing) cases += test_case("", stage, 0.0, failure(stage));
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        "  <testsuite name=\"ntk verify --profile {}\" tests=\"{}\" failures=\"{}\" time=\"{:.3f}\">\n{}"
        "  </testsuite>\n</testsuites>\n",
        xml(v.profile), v.work.stages.size() + missing.size(), v.differences.stages.size(), v.seconds, cases);
}

std::string badge_text(const Verification& v) {
    const bool same = v.differences.stages.empty();
    const json badge = {{"schemaVersion", 1},
                        {"label", v.profile + " bits"},
                        {"message", same ? v.manifest_hash.substr(0, 12) : "differ"},
                        {"color", same ? "brightgreen" : "red"}};
    return badge.dump(2) + "\n";
}

}  // namespace ntk::pipeline
