#pragma once

#include <windows.h>

#include <cstdint>

#include "os/system_error.h"

namespace mamori::shim {

/// What the system's last call on this thread failed with, kept as failSystem does.
inline std::int32_t failLast() noexcept { return failSystem(static_cast<std::int32_t>(GetLastError())); }

}  // namespace mamori::shim
