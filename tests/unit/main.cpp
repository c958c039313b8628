// The entry point of every unit test. Where this machine lacks the instruction set that NTK_SIMD forces, it returns 77,
// which CTest reports as skipped, never as passed.
#define BOOST_TEST_NO_MAIN
#include <boost/test/unit_test.hpp>

#include <exception>
#include <iostream>

#include "core/numeric/dispatch.hpp"

int main(int argc, char* argv[]) {
    try {
        ntk::instruction_set();
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 77;
    }
    return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
