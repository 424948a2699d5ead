#include "restore/linux/sparse_write.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "restore/linux/write_error.h"

namespace mamori {
namespace {

constexpr std::size_t kBlockBytes = 4096;

bool allZero(ByteView bytes) noexcept {
  // The first byte is zero and each byte equals the next: memcmp does that at memory speed.
  return bytes.empty() || (bytes[0] == 0 && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

Status writeAll(int fd, std::uint64_t offset, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0) {
      if (errno == EINTR) continue;
      return restoreError("pwrite");
    }
    offset += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Status writeBytes(int fd, std::uint64_t offset, ByteView bytes, bool sparse) {
  if (!sparse) return writeAll(fd, offset, bytes);
  std::size_t dataBegin = 0, at = 0;
  bool inData = false;
  const auto flush = [&](std::size_t end) -> Status {
    return inData ? writeAll(fd, offset + dataBegin, bytes.subspan(dataBegin, end - dataBegin)) : Status();
  };
  while (at < bytes.size()) {
    const std::size_t toBoundary = kBlockBytes - static_cast<std::size_t>((offset + at) % kBlockBytes);
    const std::size_t length = std::min(toBoundary, bytes.size() - at);
    if (allZero(bytes.subspan(at, length))) {
      MAMORI_TRY(flush(at));
      inData = false;
    } else if (!inData) {
      inData = true;
      dataBegin = at;
    }
    at += length;
  }
  return flush(at);
}

}  // namespace mamori
