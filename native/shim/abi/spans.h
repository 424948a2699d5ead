#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace mamori::shim {

inline std::span<const std::uint8_t> spanOf(const std::uint8_t* bytes, std::uint32_t length) noexcept { return {bytes, length}; }

/// A folder's name as given over the border, or the fixed place for NULL.
std::string folderOf(const std::uint8_t* folder, std::uint32_t length);

}  // namespace mamori::shim
