#pragma once

#include <cstdint>

#include "base/result.h"
#include "codec/byte_buffer.h"

namespace mamori {

/// Writes all of `bytes` at `offset`; with `sparse`, only what eachDataRange() finds.
Status writeBytes(int fd, std::uint64_t offset, ByteView bytes, bool sparse);

}  // namespace mamori
