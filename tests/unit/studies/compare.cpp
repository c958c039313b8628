// For a table of the user's own, its studies can be planned, what cannot be asked of it is refused, and the verdict is
// told.
#include <boost/test/unit_test.hpp>

#include "core/studies/compare.hpp"
#include "core/studies/registry.hpp"

namespace {

ntk::data::Table table(std::size_t rows) {
    std::string text = "a,y\n";
    for (std::size_t i = 0; i < rows; ++i) text += std::to_string(i) + "," + std::to_string(i * i % 7) + "\n";
    return ntk::data::parse_table(text, "t.csv");
}

ntk::Facts refusal(const ntk::studies::compare::Options& options, std::size_t rows) {
    try {
        ntk::studies::compare::read_options(ntk::studies::compare::to_json(options));
        ntk::studies::compare::check(options, table(rows), "t.csv");
    } catch (const ntk::Error& error) {
        return error.facts();
    }
    return {};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_report_is_named_after_its_file) {
    BOOST_TEST(ntk::studies::compare::report_name("auto mpg.csv") == "auto-mpg");
    BOOST_TEST(ntk::studies::compare::report_name("a.b_c.csv") == "a-b_c");
    BOOST_TEST(ntk::studies::compare::report_name("no ending") == "no-ending");
    BOOST_TEST(ntk::studies::compare::report_name("") == "data");
}

BOOST_AUTO_TEST_CASE(both_studies_can_be_planned) {
    ntk::studies::compare::Options options;
    options.target = "y";
    const auto depth = ntk::studies::make_plan(ntk::studies::compare::depth_study(options, table(120)));
    const auto count = [](const auto& plan, const std::string& function) {
        return std::count_if(plan.begin(), plan.end(), [&](const auto& s) { return s.function == function; });
    };
    BOOST_TEST(count(depth, "dataset") == 1);
    BOOST_TEST(count(depth, "train") == 2 * 3 * 5);       // regimes, depths, splits
    BOOST_TEST(count(depth, "kernel-regression") == 20);  // kernels cost little
    BOOST_TEST(count(ntk::studies::make_plan(ntk::studies::compare::ladder_study(options, table(120))), "train") >
               5 * 7);
}

BOOST_AUTO_TEST_CASE(what_a_table_cannot_answer_is_refused) {
    ntk::studies::compare::Options options;
    options.target = "y";
    BOOST_TEST(refusal(options, 120).problem == "");
    const ntk::Facts few = refusal(options, 119);
    BOOST_TEST(few.file == "t.csv");
    BOOST_TEST(few.line == 1);
    BOOST_TEST(few.value == "119");
    BOOST_TEST(few.remedies.at(0).key == "training_points");
    options.target = "z";
    BOOST_TEST(refusal(options, 120).value == "z");
    BOOST_TEST(refusal(options, 120).remedies.at(0).key == "target");
    options.hidden_layers = {2};
    BOOST_TEST(refusal(options, 120).key == "hidden_layers");
    options.hidden_layers = {2, 3};
    options.width = 0;
    BOOST_TEST(refusal(options, 120).key == "width");
    BOOST_TEST(refusal(options, 120).limit == "a whole number from 1 to 65536");
}

BOOST_AUTO_TEST_CASE(options_read_back_as_they_were_written) {
    ntk::studies::compare::Options options;
    options.target = "y";
    options.hidden_layers = {2, 5};
    options.seed = 7;
    const nlohmann::json written = ntk::studies::compare::to_json(options);
    BOOST_TEST(ntk::studies::compare::to_json(ntk::studies::compare::read_options(written)) == written);
    BOOST_TEST(written.size() == 1 + std::size(ntk::studies::compare::all_options));
}

BOOST_AUTO_TEST_CASE(the_verdict_is_three_lines_of_the_numbers) {
    const std::string lines = ntk::studies::compare::verdict({{"c1.theory.verdict", "not reproduced"},
                                                              {"c1.practice.verdict", "open"},
                                                              {"c2.tuned.verdict", "reproduced"},
                                                              {"c2.tuned.nngp-close", "2"},
                                                              {"c2.tuned.cells", "3"},
                                                              {"c3.theory.verdict", "reproduced"},
                                                              {"c3.theory.median-gap", "0.31"},
                                                              {"c3.practice.verdict", "not reproduced"},
                                                              {"c3.practice.median-gap", "0.02"}});
    BOOST_TEST(lines ==
               "Does a layer added change the errors of network and NTK alike? In the theory's regime yes, in practice "
               "not known yet; more rows to train on may tell.\n"
               "Does regression with the NNGP, which ignores training, err as with the NTK? yes, very nearly at 2 of 3 "
               "depths (tuned ridge).\n"
               "Does the trained network predict as its NTK does? In the theory's regime no (median gap 0.31), in "
               "practice yes (median gap 0.02).");
}
