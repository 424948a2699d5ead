#pragma once

#include "../entry.h"

namespace mamori {

/// Stats `name` in `directoryFd` without following a link; "" stats the descriptor itself.
/// Returns 0 or the errno. Used for scans and, by readers, on the opened file for its final state.
int statEntry(int directoryFd, const char* name, EntryStat& out) noexcept;

}  // namespace mamori
