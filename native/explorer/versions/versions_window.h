#pragma once

#include <string>

namespace mamori::explorer {

/// Opens the window behind "All versions…" in a process of its own: rundll32 with this module. Nothing of it runs inside the file manager.
///
/// False where the system starts nothing, and for paths that leave no room on a command line (32,767 units). Throws std::bad_alloc.
bool startVersionsWindow(const std::wstring& path);

/// Shows the window for a file and returns when it was closed and what was chosen in it has been handed over. For a process of its own.
void showVersionsWindow(const std::wstring& path);

}  // namespace mamori::explorer
