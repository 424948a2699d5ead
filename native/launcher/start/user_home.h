#pragma once

#include <string>

namespace mamori::launcher {

/// The folder of all state of this user: %MAMORI_HOME%, else %LOCALAPPDATA%\Mamori, as src/wire/meeting-place.ts has it for the agent; empty where neither is set.
std::wstring userHome();

}  // namespace mamori::launcher
