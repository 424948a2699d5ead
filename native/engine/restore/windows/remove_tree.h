#pragma once

#include <string_view>

#include "base/result.h"
#include "base/windows/unique_handle.h"

namespace mamori {

/// Deletes `name` in the open `folder`, with all that lies in it. Links and junctions are deleted themselves, never followed. Ends at
/// the first failure, which leaves the rest.
Status removeTree(HANDLE folder, std::wstring_view name);

}  // namespace mamori
