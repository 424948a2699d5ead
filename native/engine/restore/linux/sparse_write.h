#pragma once

#include <cstdint>

#include "base/result.h"
#include "codec/byte_buffer.h"

namespace mamori {

/// Writes all of `bytes` at `offset`. With `sparse`, blocks of zeros, aligned in the file, are left out, and so are zeros at either end:
/// in a new file what nobody wrote is zero, and a block that nobody touched is a hole.
Status writeBytes(int fd, std::uint64_t offset, ByteView bytes, bool sparse);

}  // namespace mamori
