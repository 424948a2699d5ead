#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace mamori {

/// A file that several threads read at positions of their own. Paths are native bytes, on Windows WTF-8.
class RandomAccessFile {
 public:
  /// Null where there is no such file. Fails with `index.unreadable`. The file may be renamed or removed while it is open, on Windows too.
  static Result<std::unique_ptr<RandomAccessFile>> open(const std::string& path);
  virtual ~RandomAccessFile() = default;

  virtual std::uint64_t sizeBytes() const noexcept = 0;

  /// Fills `out`; a file that ends before is `index.damaged`, a failing device `index.unreadable`.
  virtual Status readAt(std::uint64_t offset, MutableBytes out) const = 0;
};

}  // namespace mamori
