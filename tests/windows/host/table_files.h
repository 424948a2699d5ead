#pragma once

#include <string>

namespace mamori::host {

/// Where this user's status table lies, with a separator at its end.
std::wstring tableFolder();

}  // namespace mamori::host
