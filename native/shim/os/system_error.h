#pragma once

#include <cstdint>

namespace mamori::shim {

/// Keeps errno or GetLastError() for mamori_last_system_error of this thread, and answers MAMORI_ERROR_SYSTEM.
std::int32_t failSystem(std::int32_t number) noexcept;

/// What the last failSystem of this thread was given.
std::int32_t lastSystemError() noexcept;

/// Whether such a number says that something is not there, or that the system does not allow it.
bool isAbsence(std::int32_t number) noexcept;
bool isRefusal(std::int32_t number) noexcept;

}  // namespace mamori::shim
