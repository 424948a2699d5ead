#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace mamori {

/// A name as Windows can hold it and every program can open it, or `restore.name-not-possible`: for reserved characters and device
/// names (CON, NUL.txt), for a dot or space at the end, and for bytes that are no WTF-8 (docs: "Naming Files, Paths, and Namespaces").
Result<std::wstring> windowsName(std::string_view name);

}  // namespace mamori
