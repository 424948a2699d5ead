#pragma once

#include <cstdint>

#include "endpoint/windows/pipe.h"

namespace mamori::shim {

/// How a thread of ours tells Node's event loop, which waits for nothing but descriptors, that something waits to be fetched: a pipe of this process with itself. It ends when the bell is
/// destroyed.
class Bell {
 public:
  /// 0 or MAMORI_ERROR_….
  static std::int32_t make(Bell& out);

  /// The reading end, its owner's from then on; none the second time.
  UniqueHandle takeEnd() noexcept { return std::move(end_); }

  /// One byte. Waits only while thousands of bytes have not been read, and then not once `stop` is signalled.
  void ring(HANDLE stop) noexcept;

 private:
  UniqueHandle hammer_, end_;
};

}  // namespace mamori::shim
