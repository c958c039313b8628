// Handles Ctrl-C (SIGINT) and SIGTERM. The first signal asks the process to finish cleanly, a second ends it at once.
#pragma once

namespace ntk::pipeline {

/// From now on the first signal is noted instead of ending the process.
void watch_interrupts();

/// Whether a signal has come.
bool interrupted();

}  // namespace ntk::pipeline
