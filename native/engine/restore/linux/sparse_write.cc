#include "restore/linux/sparse_write.h"

#include <unistd.h>

#include "restore/data_ranges.h"
#include "restore/linux/write_error.h"

namespace mamori {
namespace {

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
  return eachDataRange(offset, bytes, [fd](std::uint64_t at, ByteView data) { return writeAll(fd, at, data); });
}

}  // namespace mamori
