#pragma once

#include <cstdint>
#include <new>

#include "include/mamori_shim.h"

namespace mamori::shim {

/// Runs the body of a C function: nothing that is thrown passes the border.
template <typename Body>
std::int32_t guarded(Body body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return MAMORI_ERROR_MEMORY;
  } catch (...) {
    return MAMORI_ERROR_INTERNAL;
  }
}

/// Whether a borrowed span can be read at all.
inline bool isSpan(const void* bytes, std::size_t length) noexcept { return bytes != nullptr || length == 0; }

}  // namespace mamori::shim
