#pragma once

#include <array>

#include "../base/bytes.h"
#include "scan_image.h"

namespace mamori {

std::array<std::uint8_t, kImageHeaderBytes> formatImageHeader(const ImageHeader& header) noexcept;

/// False for another magic, version or checksum.
bool parseImageHeader(ByteView bytes, ImageHeader& header) noexcept;

}  // namespace mamori
