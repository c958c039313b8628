// An epoch's batches are its rows, each once, in an order of its own that depends on seed, name and epoch alone.
#include "core/random/batches.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

namespace {

using namespace ntk;

std::vector<std::size_t> epoch(random::Batches& batches, std::size_t e) {
    std::vector<std::size_t> all;
    for (std::size_t s = 0; s < batches.steps_per_epoch(); ++s)
        for (const std::size_t row : batches.rows(e * batches.steps_per_epoch() + s)) all.push_back(row);
    return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_epoch_is_every_row_once_and_its_last_batch_short) {
    random::Batches batches(11, 4, 1, "train");
    BOOST_TEST(batches.steps_per_epoch() == 3u);
    BOOST_TEST(batches.rows(0).size() == 4u);
    BOOST_TEST(batches.rows(2).size() == 3u);
    for (const std::size_t e : {0u, 1u, 7u}) {
        std::vector<std::size_t> rows = epoch(batches, e);
        std::sort(rows.begin(), rows.end());
        BOOST_TEST(rows.size() == 11u);
        for (std::size_t i = 0; i < rows.size(); ++i) BOOST_TEST(rows[i] == i);
    }
}

BOOST_AUTO_TEST_CASE(an_order_depends_on_seed_name_and_epoch_not_on_when_it_is_asked_for) {
    random::Batches batches(11, 4, 1, "train"), again(11, 4, 1, "train"), seed(11, 4, 2, "train"),
        name(11, 4, 1, "other");
    const auto second = epoch(batches, 1), first = epoch(batches, 0);
    BOOST_TEST((epoch(again, 0) == first && epoch(again, 1) == second));
    BOOST_TEST((first != second && first != epoch(seed, 0) && first != epoch(name, 0)));
}

BOOST_AUTO_TEST_CASE(full_batches_keep_the_rows_order) {
    for (const std::size_t batch : {0u, 5u, 9u}) {
        random::Batches batches(5, batch, 1, "train");
        BOOST_TEST((batches.full() && batches.batch() == 5 && batches.steps_per_epoch() == 1));
        BOOST_TEST((epoch(batches, 3) == std::vector<std::size_t>{0, 1, 2, 3, 4}));
    }
    BOOST_CHECK_THROW(random::Batches(0, 0, 1, "train"), std::invalid_argument);
}
