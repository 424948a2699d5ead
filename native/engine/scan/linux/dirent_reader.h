#pragma once

#include <dirent.h>
#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <string_view>

#include "../entry.h"

namespace mamori {

struct Dirent {
  const char* name;  // NUL-terminated, valid until the next call of next()
  std::size_t length;
  EntryKind kind;  // unknown where the file system does not tell
};

/// Reads names straight from getdents64; one buffer serves one directory after the other.
/// 256 KiB hold about 6,000 names, so a typical directory costs two system calls.
class DirentReader {
 public:
  static constexpr std::size_t kBufferBytes = 256 * 1024;

  DirentReader();

  void start(int directoryFd) noexcept;
  /// The next name but "." and ".."; nullptr at the end or on failure, then `error()` is the errno or 0.
  const Dirent* next() noexcept;
  int error() const noexcept { return error_; }

 private:
  bool refill() noexcept;

  std::unique_ptr<std::byte[]> buffer_;
  int fd_ = -1;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  int error_ = 0;
  Dirent current_{};
};

EntryKind kindOfDirentType(unsigned char type) noexcept;
EntryKind kindOfMode(unsigned mode) noexcept;

}  // namespace mamori
