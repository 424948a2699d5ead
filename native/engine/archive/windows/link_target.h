#pragma once

#include <string>

#include "base/result.h"
#include "base/windows/unique_handle.h"

namespace mamori {

/// Where a symbolic link or junction points to, as WTF-8, the way its maker wrote it.
Result<std::string> readLinkTarget(HANDLE handle);

}  // namespace mamori
