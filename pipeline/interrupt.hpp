// Ctrl-C (SIGINT) and SIGTERM: the first asks to finish cleanly, within 15 seconds, after which the process
// ends all the same; a second ends it at once.
#pragma once

namespace ntk::pipeline {

/// From now on the first signal is noted instead of ending the process.
void watch_interrupts();

/// Whether a signal has come.
bool interrupted();

}  // namespace ntk::pipeline
