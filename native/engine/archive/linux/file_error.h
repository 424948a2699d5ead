#pragma once

#include <string_view>

#include "base/result.h"

namespace mamori {

/// The per-file code for an errno; anything unusual is `file.read-failed`.
std::string_view fileErrorCode(int number) noexcept;

/// An Error of that code with the errno.
Error fileError(std::string_view what, int number);

}  // namespace mamori
