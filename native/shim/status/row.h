#pragma once

#include <cstdint>

namespace mamori::shim {

/// What a row says, in one word: state 3 bits, folder 1, unused 4, root 8, reason 16.
struct Row {
  std::uint8_t state = 0;
  bool isFolder = false;
  std::uint8_t root = 0;
  std::uint16_t reason = 0;

  constexpr std::uint32_t packed() const noexcept {
    return (state & 7u) | (isFolder ? 8u : 0u) | static_cast<std::uint32_t>(root) << 8 | static_cast<std::uint32_t>(reason) << 16;
  }
  static constexpr Row unpacked(std::uint32_t value) noexcept {
    return {static_cast<std::uint8_t>(value & 7), (value & 8) != 0, static_cast<std::uint8_t>(value >> 8), static_cast<std::uint16_t>(value >> 16)};
  }
};

}  // namespace mamori::shim
