// Reads any text as a study file beside a small table. It must give a plan whose stages come in order, or one line that
// says what is wrong.
#include "pipeline/study_file.hpp"
#include "tests/readers/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const std::filesystem::path table = file_of("table.csv", "a,b,kind,y\n1,2,x,3\n4,,y,6\n7,8,x,9\n");
    const std::filesystem::path file = file_of("study.toml", {reinterpret_cast<const char*>(data), size});
    expect_or_explain(file.parent_path().string(), [&] {
        const ntk::pipeline::Work work = ntk::pipeline::read_study(file);
        require(!work.stages.empty(), "a study has stages");
        for (std::size_t i = 0; i < work.stages.size(); ++i)
            for (const ntk::flow::Input& input : work.stages[i].inputs) require(input.stage < i, "inputs come before");
    });
    return 0;
}
