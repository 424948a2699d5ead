#pragma once

#include <cerrno>
#include <string_view>

#include "base/result.h"

namespace mamori {

/// The per-file code for an errno of a call that makes, opens or writes something in the target.
std::string_view restoreCodeOf(int number) noexcept;

/// An Error for the errno of the call that just failed.
Error restoreError(std::string_view what, int number = errno);

}  // namespace mamori
