#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "include/mamori_shim.h"
#include "path/path_style.h"

namespace mamori::shim {

/// Puts the extension of a path's last name into `out`: what follows its last dot, unless that is its first character; UTF-8, A–Z in lower case.
/// False, with it unknown, when it is longer than MAMORI_EXTENSION_BYTES or not well-formed. src/wire/plugins/when/resource-extension.ts says the same.
bool extensionOf(PathStyle style, std::span<const std::uint8_t> path, std::uint8_t (&out)[MAMORI_EXTENSION_BYTES], std::uint8_t& bytes) noexcept;

}  // namespace mamori::shim
