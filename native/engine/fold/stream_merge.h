#pragma once

#include <deque>
#include <string>
#include <vector>

#include "base/job_control.h"
#include "fold/path_history.h"
#include "fold/stream_cursor.h"

namespace mamori {

/// Merges record streams path by path: a path's entries come from the oldest stream first.
/// Memory: what the cursors hold. Cost: log2(streams) comparisons an entry.
class StreamMerge {
 public:
  /// Reads the first entry of each, several at a time, because thousands of micro-runs are as many objects.
  static Result<StreamMerge> open(std::vector<StreamCursor> cursors, const JobControl& control);

  /// Applies all entries of the next path to `history`; false at the end.
  /// `directory()` and `name()` are then the path's, and the history's records hold until the next call.
  Result<bool> next(PathHistory& history);

  std::string_view directory() const noexcept { return directory_; }
  std::string_view name() const noexcept { return name_; }

 private:
  StreamMerge() = default;
  bool before(std::size_t a, std::size_t b) const noexcept;
  void siftDown(std::size_t at) noexcept;
  bool isCurrentPath(const RecordEntry& entry) const noexcept { return entry.name == name_ && entry.directory == directory_; }

  std::deque<StreamCursor> cursors_;  // oldest first
  std::vector<std::size_t> heap_;     // of cursors that are not at their end
  std::vector<std::shared_ptr<const ByteBuffer>> held_;  // chunks that the current path's records lie in
  std::string directory_, name_;
};

}  // namespace mamori
