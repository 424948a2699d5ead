#pragma once

#include "base/result.h"

namespace mamori {

/// Deletes `name` in the open folder `dir`, with all that lies in it. Links are deleted themselves, never followed. Ends at the first
/// failure, which leaves the rest.
Status removeTree(int dir, const char* name);

}  // namespace mamori
