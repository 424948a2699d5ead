#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "status/layout.h"

namespace mamori::shim {

/// Replaces the decision list; false when it is too long.
bool writeMenu(MenuSection& section, std::uint32_t version, std::span<const std::uint8_t> bytes) noexcept;

struct MenuCopy {
  bool steady = false;        // false: it was being written, or its length makes no sense
  std::uint32_t version = 0;  // 0 as long as none was published
  std::uint32_t bytes = 0;
};

/// Copies the list to `out` as far as it has room; `bytes` is its whole length.
MenuCopy readMenu(const MenuSection& section, std::span<std::uint8_t> out) noexcept;

}  // namespace mamori::shim
