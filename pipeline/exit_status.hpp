// The exit status of every subcommand.
#pragma once

namespace ntk::pipeline {

enum ExitStatus { exit_done = 0, exit_differs = 1, exit_wrong = 2, exit_interrupted = 3 };

}  // namespace ntk::pipeline
