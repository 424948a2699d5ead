#pragma once

namespace mamori::explorer {

/// Starts the program that starts the agent and keeps it running, after a click went to the spool: what HKCU\Software\Mamori, value `Launcher` (REG_SZ, an
/// absolute path), names. It looks itself whether one runs already. At most one start in five seconds for all clicks of a process.
///
/// For the background: starting a program may take a while. False where there is none to start; the click then waits for the next start of the agent.
bool startLauncher() noexcept;

}  // namespace mamori::explorer
