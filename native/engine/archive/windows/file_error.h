#pragma once

#include <string_view>

#include "base/result.h"
#include "base/windows/unique_handle.h"

namespace mamori {

/// The per-file Error for a Windows error; anything unusual is `file.read-failed`.
Error fileError(std::string_view what, DWORD number = GetLastError());

}  // namespace mamori
