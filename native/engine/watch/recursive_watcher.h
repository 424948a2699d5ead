#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "../base/result.h"
#include "../scan/exclusions.h"

namespace mamori {

/// A hint that something happened at `path`; the truth is on the disk.
struct WatchEvent {
  enum class Kind : std::uint8_t { created, changed, attributes, removed };
  std::string path;  // relative to the root, "" is the root itself
  Kind kind = Kind::changed;
  bool directory = false;
  std::uint32_t moveCookie = 0;  // equal and not 0 on the `removed` and `created` of one rename
};

struct WatchBatch {
  std::vector<WatchEvent> events;  // one for each path
  /// Directories about which more happened than the batch may hold: scan them recursively.
  std::vector<std::string> dirtyDirectories;
  /// Events were lost anywhere below the root: trust nothing until a full scan, begun after this batch, ends.
  bool overflow = false;

  bool empty() const noexcept { return events.empty() && dirtyDirectories.empty() && !overflow; }
};

/// What keeps a watch from being complete.
///
/// `watch.limit-reached`: the system allows too few watches; `neededWatches` and `allowedWatches` say how many.
///   What could be watched is; the rest needs scans.
/// `watch.no-permission`: `folder` cannot be opened, and nothing below it is watched. Told again by each new crawl. Once
///   the folder becomes readable it is watched as one that newly appeared.
/// `watch.root-gone`: deleted, renamed or unmounted; the watch has ended.
/// `watch.failed`: the system refused to go on; the watch has ended.
struct WatchProblem {
  Error error;
  std::uint64_t neededWatches = 0;
  std::uint64_t allowedWatches = 0;
  std::optional<std::string> folder;  // relative to the root; past kMaxUnreadableFolders of a crawl the root itself
};

/// Folders that are named one by one in a crawl; more of them say that the root is not what this person may read.
inline constexpr std::size_t kMaxUnreadableFolders = 1'000;

/// Called on the watcher's own thread only; must not destroy the watcher.
class WatchConsumer {
 public:
  virtual ~WatchConsumer() = default;
  /// Everything that can be watched is; changes from before may have gone unseen. Again after each overflow.
  virtual void onReady(std::uint64_t directories) = 0;
  /// Returns false when it cannot take the batch now; it is offered again, and events go on being gathered.
  virtual bool onBatch(const WatchBatch& batch) = 0;
  virtual void onProblem(const WatchProblem& problem) = 0;
};

struct WatcherOptions {
  std::string root;  // absolute
  std::shared_ptr<const Exclusions> exclusions;
  unsigned drainIntervalMs = 75;  // longest time an event waits for company
  std::size_t maxPaths = 16'384;  // in one batch, then directories become dirty
  std::size_t maxDirtyDirectories = 256;  // in one batch, then everything overflows
  unsigned crawlThreads = 2;
};

struct WatcherStats {
  std::uint64_t directories = 0;
  std::uint64_t treeBytes = 0;
};

/// Watches a tree on a thread of its own and reports every loss of events.
///
/// Cost: one system watch and about 50 bytes plus its name for each directory, nothing for files (Windows: one
/// handle in all). No descriptor below the root stays open, so drives can be ejected while they are watched.
class RecursiveWatcher {
 public:
  /// Returns once the root could be opened; `onReady` follows when the tree is covered.
  /// Fails with `watch.root-gone` or `watch.failed`. `consumer` must outlive the watcher.
  static Result<std::unique_ptr<RecursiveWatcher>> start(const WatcherOptions& options, WatchConsumer& consumer);

  /// Ends the thread; no callback runs after it returned.
  virtual ~RecursiveWatcher() = default;

  /// Stops reading from the system while changes are of no interest; its queue may then overflow, which is
  /// reported after `resume`.
  virtual void suspend() = 0;
  virtual void resume() = 0;

  virtual WatcherStats stats() const = 0;
};

}  // namespace mamori
