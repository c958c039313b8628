// The subcommands of `ntk`, one file each. add_… describes the subcommand to `app`; when it is the one chosen, parsing
// runs it and `status` becomes the exit status. Errors are exceptions, most an Error: see main.cpp.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>
#include <CLI/Version.hpp>

#include "pipeline/exit_status.hpp"

namespace ntk::pipeline {

void add_reproduce(CLI::App& app, int& status);
void add_verify(CLI::App& app, int& status);
void add_study(CLI::App& app, int& status);
void add_compare(CLI::App& app, int& status);
void add_kernel(CLI::App& app, int& status);
void add_predict(CLI::App& app, int& status);
void add_info(CLI::App& app, int& status);

}  // namespace ntk::pipeline
