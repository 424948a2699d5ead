#pragma once

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "../result.h"

namespace mamori {

/// An Error for the errno of the call that just failed; `what` names the call and its object.
inline Error systemError(std::string_view code, std::string_view what, int number = errno) {
  std::string message(what);
  message += ": ";
  message += std::strerror(number);
  return makeError(code, message, number);
}

}  // namespace mamori
