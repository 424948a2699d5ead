#pragma once

#include <optional>

#include "directory_block.h"

namespace mamori {

/// A stream of directories in `comparePaths` order, each at most once. Pulled from one thread.
class BlockSource {
 public:
  virtual ~BlockSource() = default;

  /// Nothing at the end. An Error ends the stream and says nothing about any file: the root is gone, or
  /// the scan was cancelled. A directory's own failure is in its block instead.
  virtual std::optional<Result<DirectoryBlock>> next() = 0;
  /// For whoever stops before the end, which would tell it by itself: false once nothing missing proves a deletion any more.
  virtual bool rootIsInPlace() const { return true; }
};

}  // namespace mamori
