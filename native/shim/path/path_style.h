#pragma once

#include <cstddef>
#include <cstdint>

namespace mamori::shim {

/// How paths are written. Both are compiled on every platform, so that each is tested everywhere.
enum class PathStyle : std::uint32_t {
  kLinux = 1,    // raw bytes, '/'
  kWindows = 2,  // UTF-16 units, '\' and '/', case does not count
};

inline constexpr bool isPathStyle(std::uint32_t value) noexcept { return value == 1 || value == 2; }
inline constexpr std::size_t unitBytes(PathStyle style) noexcept { return style == PathStyle::kWindows ? 2 : 1; }

/// Windows' limit of 32,767 units, in bytes; Linux calls take 4,096.
inline constexpr std::size_t kMaxPathBytes = 65534;

}  // namespace mamori::shim
