#pragma once

#include <string>
#include <string_view>

#include "../result.h"
#include "unique_handle.h"

namespace mamori {

/// An Error for GetLastError() of the call that just failed; `what` names the call.
inline Error systemError(std::string_view code, std::string_view what, DWORD number = GetLastError()) {
  return makeError(code, std::string(what) + ": Windows error " + std::to_string(number), number);
}

}  // namespace mamori
