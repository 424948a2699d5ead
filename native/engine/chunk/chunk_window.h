#pragma once

#include <functional>

#include "base/result.h"
#include "chunk/fastcdc.h"
#include "codec/byte_buffer.h"

namespace mamori {

/// Cuts a file into chunks while it is read, through a window of twice the largest chunk.
class ChunkWindow {
 public:
  /// Reads the next bytes into the given place and returns how many; 0 is the end. Short reads are fine.
  using Read = std::function<Result<std::size_t>(MutableBytes)>;

  ChunkWindow(const FastCdc& cdc, Read read);

  /// The next chunk, valid until the next call; empty at the end. A failure of the reader is passed on; the window is then spent.
  Result<ByteView> next();

 private:
  Status fill();

  const FastCdc& cdc_;
  Read read_;
  ByteBuffer buffer_;
  std::size_t begin_ = 0;  // of the bytes not yet given out
  std::size_t end_ = 0;
  bool atEnd_ = false;
};

}  // namespace mamori
