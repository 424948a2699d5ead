#pragma once

#include <string>
#include <vector>

namespace mamori::explorer {

/// Has the shell ask again for these paths. More than fifty at once become one notice for each of their folders. Waits for nothing. Throws std::bad_alloc.
void tellShell(const std::vector<std::wstring>& paths);

}  // namespace mamori::explorer
