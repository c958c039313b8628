// Any text as an artifact from the store: refused, or the same text when written again and read again.
#include "core/flow/artifact.hpp"
#include "tests/readers/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    try {
        const std::string canonical =
            ntk::flow::to_json(ntk::flow::from_json({reinterpret_cast<const char*>(data), size}));
        require(ntk::flow::to_json(ntk::flow::from_json(canonical)) == canonical, "canonical");
    } catch (const std::runtime_error&) {
        // The store names the file and computes it anew.
    }
    return 0;
}
