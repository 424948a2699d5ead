#pragma once

#include <memory>
#include <optional>

#include "archive/archive_directory.h"

namespace mamori {

/// What the walk behind a change source counted so far.
struct SourceTotals {
  std::uint64_t files = 0;  // everything but directories
  std::uint64_t directories = 0;
  std::uint64_t bytes = 0;
  std::uint64_t unchanged = 0;  // everything but directories
  std::uint64_t kept = 0;       // known from earlier, but left out or out of sight now; everything but directories
};

/// Yields the directories of a source with something to store, in path order. Pulled from one thread.
class ChangeSource {
 public:
  virtual ~ChangeSource() = default;

  /// Empty at the end. An Error ends the job. `delta.error` and `unreadable` differences are failures of single paths.
  virtual Result<std::shared_ptr<ArchiveDirectory>> next() = 0;
  virtual SourceTotals totals() const = 0;
  /// Asked when the source is not pulled to its end: false when what it yielded as removed proves no deletion.
  virtual bool rootIsInPlace() const = 0;
  /// Inode of the source's folder, 0 when it was not looked at.
  virtual std::uint64_t rootInode() const = 0;
};

}  // namespace mamori
