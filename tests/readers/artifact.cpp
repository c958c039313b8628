// Reads any text as an artifact from the store. It must be refused, or read back the same when it is written again.
#include "core/flow/artifact.hpp"
#include "tests/readers/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    try {
        const std::string canonical =
            ntk::flow::to_json(ntk::flow::from_json({reinterpret_cast<const char*>(data), size}));
        require(ntk::flow::to_json(ntk::flow::from_json(canonical)) == canonical, "canonical");
    } catch (const std::runtime_error&) {
        // Here the store would name the file and have it computed anew.
    }
    return 0;
}
