// Reads any bytes as a manifest, and as the file of values beside it.
#include "pipeline/manifest.hpp"
#include "tests/readers/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::filesystem::path file = file_of("manifest", {reinterpret_cast<const char*>(data), size});
    expect_or_explain(file.string(), [&] { ntk::pipeline::manifest_text(ntk::pipeline::read_manifest(file)); });
    expect_or_explain(file.string(), [&] {
        for (const auto& [stage, artifact] : ntk::pipeline::read_values(file))
            require(artifact.arrays.size() <= size, "arrays");
    });
    return 0;
}
