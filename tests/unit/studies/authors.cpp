// The authors' experiment: its data, its networks of infinite width at both ends of training, the waterfall's sums, the
// claims where they are plainly true or plainly false, and the study as a whole.
#include "core/studies/authors/authors.hpp"
#include "core/numeric/arrays.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

#include "core/numeric/reduce.hpp"
#include "core/random/stream.hpp"
#include "core/regression/ridge.hpp"
#include "core/studies/authors/claims.hpp"
#include "core/studies/authors/data.hpp"
#include "core/studies/authors/waterfall.hpp"
#include "tests/unit/studies/run_plan.hpp"

namespace {

using namespace ntk;
using nlohmann::json;

flow::Artifact small_trial(std::size_t index, std::size_t points) {
    return studies::authors::trial(
        {{"seed", 7}, {"stream", "trial=" + std::to_string(index)}, {"points", points}, {"inputs", 5}}, {});
}

json small_study() {
    return json::parse(R"({"study": "authors", "seed": 1, "trials": 3, "points": 40, "inputs": 5, "batch": 4,
        "rate": 0.01,
        "one_layer": {"epochs": 5, "widths": [4, 8], "trials": 3, "widest_trials": 2, "root_trials": 2},
        "two_layers": {"epochs": 9, "widths": [4, 6], "trials": 2, "widest_trials": 2, "root_trials": 2}})");
}

// The errors and gaps of ten trials. Each network and kernel has a constant error but for a little noise, which is the
// same for all on the same targets.
struct Known {
    json parameters = {{"groups", json::array()}};
    flow::Artifact errors;

    // `network` has the RMSE for 1 and 2 hidden layers, `kernel` that of the nine kernels. `gap` is the gap to every
    // kernel and to the limit.
    Known(const std::vector<double>& network, const std::vector<double>& kernel, double gap) {
        constexpr std::size_t trials = 10;
        xt::xtensor<double, 3> kernels = xt::xtensor<double, 3>::from_shape({5, 9, trials});
        xt::xtensor<double, 3> infinite = xt::xtensor<double, 3>::from_shape({4, 2, trials});
        for (std::size_t t = 0; t < trials; ++t) {
            for (std::size_t s = 0; s < 5; ++s)
                for (std::size_t k = 0; k < 9; ++k) kernels(s, k, t) = kernel[k] * noise(t, k);
            for (std::size_t law = 0; law < 4; ++law)
                for (std::size_t l = 0; l < 2; ++l) infinite(law, l, t) = network[l] * noise(t, l);
        }
        errors.arrays["kernels"] = kernels;
        errors.arrays["infinite"] = infinite;
        errors.arrays["infinite.gap"] = gap * xt::ones<double>({5, 2, 3, 10}) * column();
        for (const std::size_t law : {0u, 1u})
            for (const std::size_t l : {0u, 1u}) {
                const studies::authors::Group group{l + 1, 8, law, trials};
                parameters["groups"].push_back(
                    {{"hidden_layers", l + 1}, {"width", 8}, {"law", law}, {"trials", trials}});
                errors.arrays[group.name() + "/rmse"] = xt::view(infinite, law, l, xt::all());
                errors.arrays[group.name() + "/limit.rmse"] = xt::view(infinite, law, l, xt::all()) * (1.0 - gap / 5.0);
                errors.arrays[group.name() + "/limit.gap"] = gap * column();
                errors.arrays[group.name() + "/gap"] =
                    gap * xt::ones<double>({std::size_t(law == 0 ? 2 : 1), std::size_t(3), trials}) * column();
            }
    }
    static double noise(std::size_t t, std::size_t k) { return 1.0 + 0.002 * std::sin(static_cast<double>(3 * t + k)); }
    static Vector column() {
        Vector result = Vector::from_shape({10});
        for (std::size_t t = 0; t < 10; ++t) result(t) = noise(t, 0);
        return result;
    }
    std::map<std::string, std::string> verdicts() const {
        const flow::Artifact table = studies::authors::table_claims(parameters, {{"errors", {}, &errors}});
        std::map<std::string, std::string> result;
        for (std::size_t i = 0; i < table.labels.at("claim").size(); ++i)
            result[table.labels.at("claim")[i] + ", " + table.labels.at("where")[i]] = table.labels.at("verdict")[i];
        return result;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(authors_study)

BOOST_AUTO_TEST_CASE(a_trial_has_the_authors_numbers_of_rows) {
    const studies::authors::Data data(
        studies::authors::trial({{"seed", 7}, {"stream", "t"}, {"points", 1000}, {"inputs", 15}}, {}));
    BOOST_TEST((data.x_train.shape(0) == 670 && data.x_test.shape(0) == 330 && data.rows() == 468));
    BOOST_TEST((data.y_train.shape(0) == 4 && data.y_train.shape(1) == 670 && data.y_test.shape(1) == 330));
    for (std::size_t i = 0; i < 330; ++i)
        BOOST_TEST(std::fabs(numeric::sum_of_squares(&data.x_test(i, 0), 15) - 1.0) < 1e-15);
}

// For y from N(0, K), y K⁻¹ y is chi-squared with n degrees of freedom. So its mean over 200 trials is nearly normal
// with deviation √(2 n/200), and for each law it must be within 4 of these of n.
BOOST_AUTO_TEST_CASE(targets_have_the_covariance_of_their_law) {
    constexpr std::size_t n = 20, trials = 200;
    double mean[4] = {};
    for (std::size_t t = 0; t < trials; ++t) {
        const studies::authors::Data data(small_trial(t, n));
        const Matrix x = xt::concatenate(xt::xtuple(data.x_train, data.x_test), 0);
        const Matrix y = xt::concatenate(xt::xtuple(data.y_train, data.y_test), 1);
        const auto own = kernels::nngp_and_ntk(x, studies::authors::own_architecture, {1})[0];
        const Matrix laws[] = {
            studies::authors::nine_kernels(x, studies::authors::Correlation::as_coded)[studies::authors::ntkb1],
            studies::authors::nine_kernels(x, studies::authors::Correlation::root_put_back)[studies::authors::ntkb1],
            own.ntk, own.nngp};
        for (std::size_t law = 0; law < 4; ++law) {
            const Vector drawn = xt::view(y, law, xt::all());
            const auto coefficients = regression::ridge_coefficients(laws[law], drawn, 0.0);
            mean[law] += numeric::dot(coefficients.data(), drawn.data(), n) / trials;
        }
    }
    for (const double value : mean) BOOST_TEST(std::fabs(value - n) < 4.0 * std::sqrt(2.0 * n / trials));
}

// In the limit of endless training from a start of 0, the network of infinite width is regression with its NTK on the
// rows that it sees. After many epochs it is near that. And by tiny steps, batches that all have as many rows do what
// full batches do.
BOOST_AUTO_TEST_CASE(the_infinite_network_ends_at_regression_with_its_ntk) {
    const flow::Artifact trial = small_trial(0, 60);
    const studies::authors::Data data(trial);
    BOOST_TEST(data.rows() == 28u);  // four batches of 7
    const flow::Artifact regressions = studies::authors::regressions({}, {{"trial", {}, &trial}});
    for (const std::size_t layers : {std::size_t{1}, std::size_t{2}}) {
        const flow::Artifact infinite = studies::authors::infinite({{"seed", 7},
                                                                    {"stream", "infinite"},
                                                                    {"batches", "batches"},
                                                                    {"hidden_layers", layers},
                                                                    {"epochs", 40},
                                                                    {"rate", 1e-4},
                                                                    {"batch", 7}},
                                                                   {{"trial", {}, &trial}});
        const auto& error = infinite.arrays.at("rmse.zero");
        const std::size_t end = error.shape(1) - 1;
        BOOST_TEST(infinite.arrays.at("epoch").size() == end);
        for (std::size_t law = 0; law < 4; ++law) {
            const Vector regression = xt::view(regressions.arrays.at("ntk.network_rows"), law, layers - 1, xt::all());
            BOOST_TEST(std::fabs(error(law, end) - data.error(regression, law)) < 1e-12);
            BOOST_TEST(std::fabs(error(law, end - 1) - error(law, end)) < 1e-3);
            const Vector batches = xt::view(infinite.arrays.at("prediction.zero"), law, xt::all());
            const Vector full = xt::view(infinite.arrays.at("prediction.full_batch"), law, xt::all());
            BOOST_TEST(studies::authors::root_mean_square(batches - full) <
                       1e-3 * studies::authors::root_mean_square(full));
        }
        const auto& learnt = infinite.arrays.at("learnt");
        BOOST_TEST((learnt(0) > learnt(learnt.size() - 1) && learnt(0) < 1.0 && learnt(learnt.size() - 1) > 0.0));
    }
}

BOOST_AUTO_TEST_CASE(a_waterfall_adds_up) {
    const studies::authors::Group group{1, 8, 0, 4};
    flow::Artifact errors;
    const Matrix values = random::Stream(3, "rungs").normals(studies::authors::rung_count, 4);
    errors.arrays[group.name() + "/rungs.gap"] = values;
    const studies::authors::Waterfall waterfall(errors, group, "gap");
    double sum = 0.0;
    for (const statistics::Sample& change : waterfall.changes) sum += change.mean;
    BOOST_TEST(std::fabs(sum - waterfall.total.back().mean) < 1e-15);
    double last = 0.0;
    for (std::size_t t = 0; t < 4; ++t) last += values(studies::authors::rung_count - 1, t) / 4.0;
    BOOST_TEST(std::fabs(last - waterfall.total.back().mean) < 1e-15);
}

// A layer makes the networks better by 0.2 and leaves the kernels alone; NNGP and NTK err the same and K1 does not; the
// gap is 1. That is all that the authors observed.
BOOST_AUTO_TEST_CASE(claims_that_are_plainly_true_are_reproduced) {
    const auto verdicts = Known({0.5, 0.3}, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.8}, 1.0).verdicts();
    BOOST_TEST(verdicts.size() == 11u);
    for (const auto& [cell, verdict] : verdicts)
        if (cell.find("like for like") == std::string::npos) BOOST_TEST(verdict == "reproduced", cell);
}

BOOST_AUTO_TEST_CASE(claims_that_are_plainly_false_are_not) {
    const auto verdicts = Known({0.5, 0.4}, {0.9, 0.8, 0.5, 0.4, 0.5, 0.4, 0.5, 0.4, 0.8}, 0.01).verdicts();
    for (const auto& [cell, verdict] : verdicts) BOOST_TEST(verdict == "not reproduced", cell);
    // NNGP and NTK err alike, but so does the control, so closeness says nothing.
    const auto alike = Known({0.5, 0.4}, std::vector<double>(9, 0.5), 0.01).verdicts();
    BOOST_TEST(alike.at("C2, the authors’ experiment, as coded") == "not reproduced");
}

BOOST_AUTO_TEST_CASE(a_small_study_runs_whole_and_complains_of_what_it_lacks) {
    std::map<std::string, flow::Artifact> artifacts;
    const auto plan = studies::make_plan(small_study());
    const std::vector<flow::Artifact> made = run_plan(plan);
    for (std::size_t i = 0; i < plan.size(); ++i) {
        artifacts[plan[i].name] = made[i];
        BOOST_TEST(!to_json(made[i]).empty());
        if (is_result(plan[i].kind)) BOOST_CHECK_NO_THROW(flow::to_rows_json(made[i]));
    }
    // Each of the four waterfalls has a bar for each rung, and one for what is left.
    const flow::Artifact& bars = artifacts.at("authors/figures/authors-waterfall");
    BOOST_TEST(bars.labels.at("rung").size() == 4 * (studies::authors::rung_count + 1));
    BOOST_TEST(artifacts.at("authors/figures/authors-errors").labels.at("method").size() ==
               3 * (11 * 3 + 2 * 2));  // kernels and infinite networks on three trials, two networks on two

    for (const char* key : {"widest_trials", "root_trials"}) {
        json broken = small_study();
        broken["one_layer"][key] = 4;
        BOOST_CHECK_EXCEPTION(studies::make_plan(broken), ntk::Error, [&](const ntk::Error& error) {
            return error.facts().key == "one_layer." + std::string(key) && error.facts().value == "4";
        });
    }
    json narrow = small_study();
    narrow["two_layers"]["widths"] = {8};
    BOOST_CHECK_THROW(studies::make_plan(narrow), ntk::Error);
}

BOOST_AUTO_TEST_SUITE_END()
