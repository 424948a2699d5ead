#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "recursive_watcher.h"

namespace mamori {

/// Gathers events between two deliveries: one for each path, in bounded memory.
///
/// Past `maxPaths` the directory of the next new path becomes dirty and its paths are dropped; past
/// `maxDirtyDirectories` only `overflow` remains. Nothing is ever dropped without one of the two.
class EventCoalescer {
 public:
  EventCoalescer(std::size_t maxPaths, std::size_t maxDirtyDirectories)
      : maxPaths_(maxPaths), maxDirtyDirectories_(maxDirtyDirectories) {}

  void add(WatchEvent event);
  void markDirty(std::string_view directory);
  void markOverflow();

  bool empty() const noexcept { return !overflow_ && events_.empty() && dirty_.empty(); }
  WatchBatch take();

 private:
  bool isDirty(std::string_view path) const;

  const std::size_t maxPaths_;
  const std::size_t maxDirtyDirectories_;
  std::unordered_map<std::string, WatchEvent> events_;
  std::set<std::string, std::less<>> dirty_;
  bool overflow_ = false;
};

}  // namespace mamori
