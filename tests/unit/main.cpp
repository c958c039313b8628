// The entry point of every unit test. Where this machine lacks the instruction set that NTK_SIMD forces, it returns 77,
// which CTest reports as skipped, never as passed.
#define BOOST_TEST_NO_MAIN
#ifdef NTK_CROSS
#include <boost/test/included/unit_test.hpp>
#else
#include <boost/test/unit_test.hpp>
#endif

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "core/numeric/dispatch.hpp"

// Before the tests' own statics are made, which may compute; after the compiler's own constructors (priority 101),
// which learn what the processor can do.
[[gnu::constructor(200)]] static void skip_without_instruction_set() {
    try {
        ntk::numeric::instruction_set();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        std::_Exit(77);
    }
}

int main(int argc, char* argv[]) {
    return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
