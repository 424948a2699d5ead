#pragma once

#include <cstdint>
#include <span>

#include "include/mamori_shim.h"

namespace mamori::shim {

/// mamori_menu_evaluate.
std::int32_t evaluateMenu(std::span<const std::uint8_t> list, std::uint64_t booleans, const mamori_selection& selection,
                          std::span<mamori_menu_entry> out) noexcept;

}  // namespace mamori::shim
