// ntk info: what runs here, for bug reports and for the reader of a certificate.
#include <fmt/format.h>
#include <tbb/version.h>
#include <toml++/toml.h>

#include <iostream>
#include <string>

#include <nlohmann/json.hpp>
#include <xtensor-blas/xblas_config.hpp>
#include <xtensor/xtensor_config.hpp>

#include "core/numeric/dispatch.hpp"
#include "core/numeric/parallel.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/commands/commands.hpp"
#include "pipeline/installation.hpp"

namespace ntk::pipeline {
namespace {

std::string dotted(int major, int minor, int patch) {
    return fmt::format("{}.{}.{}", major, minor, patch);
}

int run() {
    std::cout << "ntk              " << build::version << "\n"
              << "core sources     " << build::sources << "\n"
              << "files            " << files_folder().string() << "\n"
              << "build            " << build::build_type << ", " << build::compiler << "\n"
              << "instruction set  " << name(numeric::instruction_set()) << " (NTK_SIMD forces one; here:";
    for (const numeric::InstructionSet set : numeric::available_instruction_sets()) std::cout << " " << name(set);
    std::cout << ")\n"
              << "multiply-add     "
              << (numeric::fuses(numeric::instruction_set())
                      ? "fused, by an instruction"
                      : "fused, in software: the same bits, products ten to twenty times slower")
              << "\n"
              << "threads          " << numeric::thread_count() << " (NTK_THREADS sets it)\n"
              << "BLAS             " << (build::blas == "own" ? "own, reproducible (core/blas)" : build::blas) << "\n"
              << "oneTBB           " << TBB_runtime_version() << "\n"
              << "xtensor          " << dotted(XTENSOR_VERSION_MAJOR, XTENSOR_VERSION_MINOR, XTENSOR_VERSION_PATCH)
              << "\n"
              << "xtensor-blas     "
              << dotted(XTENSOR_BLAS_VERSION_MAJOR, XTENSOR_BLAS_VERSION_MINOR, XTENSOR_BLAS_VERSION_PATCH) << "\n"
              << "nlohmann-json    "
              << dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH) << "\n"
              << "{fmt}            " << dotted(FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100) << "\n"
              << "toml++           " << dotted(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH) << "\n"
              << "CLI11            " << CLI11_VERSION << "\n";
    return exit_done;
}

}  // namespace

void add_info(CLI::App& app, int& status) {
    CLI::App* command = app.add_subcommand("info", "Instruction set, threads, BLAS, versions");
    command->footer("Examples:\n  ntk info\n  NTK_SIMD=sse2 NTK_THREADS=1 ntk info");
    command->callback([&status] { status = run(); });
}

}  // namespace ntk::pipeline
