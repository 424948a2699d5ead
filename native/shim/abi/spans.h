#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

#include "include/mamori_shim.h"

namespace mamori::shim {

inline std::span<const std::uint8_t> spanOf(const std::uint8_t* bytes, std::uint32_t length) noexcept { return {bytes, length}; }

/// Puts bytes where a caller has room for `capacity` of them, and says how many there are, also when they are too many (MAMORI_ERROR_CAPACITY).
inline std::int32_t giveBytes(const void* from, std::size_t bytes, std::uint8_t* out, std::uint32_t capacity, std::uint32_t* written) noexcept {
  *written = static_cast<std::uint32_t>(bytes);
  if (bytes > capacity) return MAMORI_ERROR_CAPACITY;
  if (bytes > 0) std::memcpy(out, from, bytes);
  return 0;
}

/// A folder's name as given over the border, or the fixed place for NULL.
std::string folderOf(const std::uint8_t* folder, std::uint32_t length);

}  // namespace mamori::shim
