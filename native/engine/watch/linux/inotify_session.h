#pragma once

#include <sys/inotify.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../../base/linux/unique_fd.h"
#include "../../base/result.h"
#include "../directory_tree.h"
#include "../event_coalescer.h"
#include "watch_crawler.h"

namespace mamori {

/// One inotify instance over one tree, from a full crawl until its queue overflows. Used by one thread.
class InotifySession {
 public:
  enum class State { watching, overflowed, rootGone };

  /// `stopping`, set by any thread, ends a crawl early.
  InotifySession(const WatcherOptions& options, EventCoalescer& events, const std::atomic<bool>& stopping)
      : options_(options), events_(events), stopping_(stopping) {}

  /// Opens the root and an inotify instance. `watch.root-gone` or `watch.failed`.
  Status open();
  CrawlOutcome crawl();

  int fd() const noexcept { return inotify_.get(); }
  const DirectoryTree& tree() const noexcept { return tree_; }

  /// Reads and handles one buffer of events.
  State read();

  /// Directories that moved out of the root cost watches until this is called between reads.
  void forgetMovedOut();

  /// False once the root's path leads elsewhere; renames above the root come with no event.
  bool rootIsInPlace() const;

  /// Directories that newly appeared and could not be watched, since the last call.
  std::uint64_t takeUnwatched() noexcept;
  std::vector<UnreadableFolder> takeUnreadable() noexcept;

 private:
  struct PendingMove {
    std::uint32_t cookie;
    DirectoryTree::Node node;
  };

  State handle(const inotify_event& event);
  State handleSelf(DirectoryTree::Node node, std::uint32_t mask);
  void handleName(DirectoryTree::Node node, const std::string& directory, const inotify_event& event, std::string_view name);
  void leave(DirectoryTree::Node parent, std::string_view name, std::uint32_t cookie);
  void arrive(DirectoryTree::Node parent, std::string_view name, const std::string& path, std::uint32_t cookie);
  void cover(DirectoryTree::Node parent, std::string_view name, bool report);
  void forget(DirectoryTree::Node node);
  UniqueFd openRoot() const;

  const WatcherOptions& options_;
  EventCoalescer& events_;
  const std::atomic<bool>& stopping_;
  UniqueFd inotify_;
  DirectoryTree tree_;
  std::vector<PendingMove> moves_;
  std::uint64_t rootInode_ = 0;
  std::uint64_t rootDevice_ = 0;
  std::uint64_t unwatched_ = 0;
  std::vector<UnreadableFolder> unreadable_;
};

}  // namespace mamori
