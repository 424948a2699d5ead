#pragma once

#include <cstdint>

namespace mamori::shim {

/// Keeps errno or GetLastError() for mamori_last_system_error of this thread, and answers MAMORI_ERROR_SYSTEM.
std::int32_t failSystem(std::int32_t number) noexcept;

/// What the last failSystem of this thread was given.
std::int32_t lastSystemError() noexcept;

}  // namespace mamori::shim
