#include "watch_crawler.h"

#include <fcntl.h>
#include <sys/inotify.h>

#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

#include "../../base/linux/open_beneath.h"
#include "../../scan/linux/dirent_reader.h"
#include "../../scan/linux/entry_stat.h"
#include "../../scan/path_order.h"
#include "../recursive_watcher.h"

namespace mamori {
namespace {

constexpr std::uint32_t kMask = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE | IN_MODIFY |
                                IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;

/// Watches the opened directory itself: no path is resolved again, so nothing can be swapped in between.
int watchDescriptor(int inotifyFd, int directoryFd) noexcept {
  char path[32];
  std::snprintf(path, sizeof path, "/proc/self/fd/%d", directoryFd);
  return inotify_add_watch(inotifyFd, path, kMask);
}

}  // namespace

class WatchCrawler::Pass {
 public:
  Pass(WatchCrawler& crawler, const Found& found) : crawler_(crawler), tree_(crawler.tree_), found_(found) {}

  CrawlOutcome run(DirectoryTree::Node start, unsigned threads) {
    const auto path = tree_.path(start);
    if (!path) return {};
    pending_.push_back({start, *path});
    std::vector<std::thread> helpers;
    for (unsigned i = 1; i < threads; ++i) helpers.emplace_back([this] { work(); });
    work();
    for (std::thread& helper : helpers) helper.join();
    return outcome_;
  }

 private:
  struct Item {
    DirectoryTree::Node node;
    std::string path;
  };

  void work() {
    DirentReader reader;
    std::vector<std::string> folders;
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return !pending_.empty() || busy_ == 0; });
      if (crawler_.stopping_) pending_.clear();
      if (pending_.empty()) return;
      const Item item = std::move(pending_.back());
      pending_.pop_back();
      ++busy_;
      lock.unlock();
      folders.clear();
      const UniqueFd fd = openBeneath(crawler_.rootFd_, item.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK);
      const int openError = fd.valid() ? 0 : errno;
      const int watch = fd.valid() && !limitReached() ? watchDescriptor(crawler_.inotifyFd_, fd.get()) : -1;
      const int watchError = fd.valid() && watch < 0 ? errno : 0;
      if (fd.valid()) list(fd.get(), item.path, reader, folders);
      lock.lock();
      if (fd.valid() && settle(item, watch, watchError)) {
        for (const std::string& name : folders) pending_.push_back({tree_.addChild(item.node, name), joinPath(item.path, name)});
      } else if (item.node != DirectoryTree::kRoot) {
        tree_.remove(item.node, [](int) {});
      }
      if (!isGone(openError)) noteUnreadable(item.path, openError);
      --busy_;
      if (pending_.size() > 1 || busy_ == 0) changed_.notify_all();
    }
  }

  /// Deleted or replaced since it was listed; the watch above tells of that.
  static bool isGone(int openError) noexcept {
    return openError == 0 || openError == ENOENT || openError == ENOTDIR || openError == ELOOP;
  }

  void noteUnreadable(const std::string& path, int osError) {
    std::vector<UnreadableFolder>& noted = outcome_.unreadable;
    if (noted.size() < kMaxUnreadableFolders) noted.push_back({path, osError});
    else if (noted.size() == kMaxUnreadableFolders) noted.push_back({"", osError});
  }

  bool limitReached() {
    const std::lock_guard lock(mutex_);
    return outcome_.unwatched > 0;
  }

  /// Enters the watch into the tree; false when the directory is already watched at another place.
  bool settle(const Item& item, int watch, int watchError) {
    if (watch < 0) {
      ++outcome_.directories;
      const bool limit = watchError == ENOSPC || outcome_.unwatched > 0;
      outcome_.unwatched += limit;
      if (!limit) noteUnreadable(item.path, watchError);
      return true;
    }
    const DirectoryTree::Node other = tree_.nodeOfWatch(watch);
    if (other != DirectoryTree::kNone && other != item.node) {
      // A bind mount or a loop shows the same directory twice; one whose move was missed is stale.
      if (isInPlace(other, item.path)) return false;
      tree_.remove(other, [](int) {});
    }
    ++outcome_.directories;
    tree_.setWatch(item.node, watch);
    return true;
  }

  bool isInPlace(DirectoryTree::Node other, std::string_view path) {
    const auto otherPath = tree_.path(other);
    if (!otherPath) return false;
    EntryStat there, here;
    const UniqueFd otherFd = openBeneath(crawler_.rootFd_, *otherPath, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    const UniqueFd fd = openBeneath(crawler_.rootFd_, path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    return otherFd.valid() && fd.valid() && statEntry(otherFd.get(), "", there) == 0 &&
           statEntry(fd.get(), "", here) == 0 && there.inode == here.inode && there.device == here.device;
  }

  void list(int fd, const std::string& path, DirentReader& reader, std::vector<std::string>& folders) {
    reader.start(fd);
    while (const Dirent* dirent = reader.next()) {
      EntryKind kind = dirent->kind;
      if (kind == EntryKind::unknown) {
        EntryStat stat;
        if (statEntry(fd, dirent->name, stat) == 0) kind = stat.kind;
      }
      const bool directory = kind == EntryKind::directory;
      if (!directory && !found_) continue;
      const std::string_view name(dirent->name, dirent->length);
      if (crawler_.exclusions_ && crawler_.exclusions_->excludes(path, name, kind, name.front() == '.')) continue;
      if (directory) folders.emplace_back(name);
      if (found_) found_(joinPath(path, name), directory);
    }
  }

  WatchCrawler& crawler_;
  DirectoryTree& tree_;
  const Found& found_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Item> pending_;
  unsigned busy_ = 0;
  CrawlOutcome outcome_;
};

CrawlOutcome WatchCrawler::crawl(DirectoryTree::Node start, unsigned threads, const Found& found) {
  Pass pass(*this, found);
  return pass.run(start, found ? 1 : threads);
}

}  // namespace mamori
