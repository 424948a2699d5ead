#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "watch/recursive_watcher.h"

namespace mamori::binding {

/// A batch as it crosses to JavaScript: all paths one after the other, and for each its end and its kind.
struct PackedBatch {
  /// The numbers of `table`; src/platform/engine/native-engine-watcher.ts reads them.
  enum Kind : std::uint32_t { created = 0, modified = 1, removed = 2, dirtyFolder = 3 };

  std::string paths;
  std::vector<std::uint32_t> table;  // pairs: end offset in `paths`, kind
  bool overflow = false;
};

PackedBatch packBatch(const WatchBatch& batch);

struct WatchReady {
  std::uint64_t directories = 0;
};

using WatchNotice = std::variant<WatchReady, PackedBatch, WatchProblem>;

/// What a watcher's thread has said and JavaScript has not yet heard, in order and in bounded memory.
///
/// Batches past the bound are refused, so that the watcher goes on gathering; of the notices that supersede each other
/// only the newest is kept. Any thread.
class WatchOutbox {
 public:
  explicit WatchOutbox(std::size_t maxBatches) : maxBatches_(maxBatches) {}

  bool offer(const WatchBatch& batch);
  void put(WatchReady ready);
  void put(WatchProblem problem);
  std::optional<WatchNotice> take();

  /// True once for each time the outbox needs someone to empty it; `take` until nothing is left.
  bool claimDelivery();

 private:
  const std::size_t maxBatches_;
  std::mutex mutex_;
  std::deque<WatchNotice> notices_;
  std::size_t batches_ = 0;
  bool claimed_ = false;
};

}  // namespace mamori::binding
