#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace mamori {

/// Appends to a file, which is created for its owner only, and syncs it. Failures carry `code`.
Status appendDurably(const std::string& path, ByteView bytes, std::string_view code);

}  // namespace mamori
