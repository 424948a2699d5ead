#pragma once

#include <string>

namespace mamori::launcher {

/// Puts the picture that toasts show into a folder, made if it is not there: they take picture files alone, no icons of programs. Its path; empty when that fails, and toasts
/// then have no picture.
std::wstring writeToastIcon(const std::wstring& folder);

/// Takes it away, if it is there. Throws std::bad_alloc.
void removeToastIcon(const std::wstring& folder);

}  // namespace mamori::launcher
