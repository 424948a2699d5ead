#include "inotify_session.h"

#include <fcntl.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "../../base/linux/system_error.h"
#include "../../scan/linux/entry_stat.h"
#include "../../scan/path_order.h"

namespace mamori {
namespace {

using Kind = WatchEvent::Kind;
using Node = DirectoryTree::Node;

constexpr std::size_t kBufferBytes = 64 * 1024;

}  // namespace

Status InotifySession::open() {
  const UniqueFd root(::open(options_.root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root.valid()) return systemError("watch.root-gone", "opening the watched folder");
  EntryStat stat;
  if (const int number = statEntry(root.get(), "", stat)) return systemError("watch.root-gone", "stat", number);
  rootInode_ = stat.inode;
  rootDevice_ = stat.device;
  inotify_.reset(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!inotify_.valid()) return systemError("watch.failed", "inotify_init1");
  return {};
}

UniqueFd InotifySession::openRoot() const {
  UniqueFd root(::open(options_.root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  EntryStat stat;
  const bool same = root.valid() && statEntry(root.get(), "", stat) == 0 && stat.inode == rootInode_ && stat.device == rootDevice_;
  if (!same) root.reset();
  return root;
}

bool InotifySession::rootIsInPlace() const { return openRoot().valid(); }

CrawlOutcome InotifySession::crawl() {
  const UniqueFd root = openRoot();
  if (!root.valid()) return {};
  return WatchCrawler(inotify_.get(), root.get(), tree_, options_.exclusions.get(), stopping_).crawl(DirectoryTree::kRoot, options_.crawlThreads);
}

std::uint64_t InotifySession::takeUnwatched() noexcept { return std::exchange(unwatched_, 0); }

std::vector<UnreadableFolder> InotifySession::takeUnreadable() noexcept { return std::exchange(unreadable_, {}); }

InotifySession::State InotifySession::read() {
  alignas(inotify_event) char buffer[kBufferBytes];
  const ssize_t got = ::read(inotify_.get(), buffer, sizeof buffer);
  if (got < 0) return State::watching;  // EAGAIN or EINTR: poll says when to come back
  for (ssize_t at = 0; at < got;) {
    const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
    at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
    const State state = handle(*event);
    if (state != State::watching) return state;
  }
  return State::watching;
}

InotifySession::State InotifySession::handle(const inotify_event& event) {
  if (event.mask & IN_Q_OVERFLOW) return State::overflowed;
  const Node node = tree_.nodeOfWatch(event.wd);
  if (node == DirectoryTree::kNone) return State::watching;
  if (event.len == 0) return handleSelf(node, event.mask);
  if (const auto directory = tree_.path(node)) handleName(node, *directory, event, std::string_view(event.name));
  return State::watching;
}

InotifySession::State InotifySession::handleSelf(Node node, std::uint32_t mask) {
  if (node == DirectoryTree::kRoot) {
    if (mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED)) return State::rootGone;
    if (mask & IN_ATTRIB) {
      if (!rootIsInPlace()) return State::rootGone;
      events_.add({"", Kind::attributes, true, 0});
    }
    return State::watching;
  }
  const auto path = tree_.path(node);
  if ((mask & IN_UNMOUNT) && path) events_.markDirty(parentPath(*path));
  if (mask & IN_IGNORED) {
    tree_.setWatch(node, DirectoryTree::kUnwatched);
    forget(node);
  }
  return State::watching;
}

void InotifySession::handleName(Node node, const std::string& directory, const inotify_event& event, std::string_view name) {
  const bool folder = event.mask & IN_ISDIR;
  const EntryKind kind = folder ? EntryKind::directory : EntryKind::file;
  const Exclusions* exclusions = options_.exclusions.get();
  if (exclusions && exclusions->excludes(directory, name, kind, name.front() == '.')) return;
  const std::string path = joinPath(directory, name);
  if (event.mask & (IN_DELETE | IN_MOVED_FROM)) {
    events_.add({path, Kind::removed, folder, event.cookie});
    if (folder) leave(node, name, event.cookie);
  } else if (event.mask & (IN_CREATE | IN_MOVED_TO)) {
    events_.add({path, Kind::created, folder, event.cookie});
    if (!folder) return;
    if (event.mask & IN_MOVED_TO) arrive(node, name, path, event.cookie);
    else cover(node, name, true);
  } else if (event.mask & (IN_MODIFY | IN_CLOSE_WRITE)) {
    events_.add({path, Kind::changed, folder, 0});
  } else if (event.mask & IN_ATTRIB) {
    events_.add({path, Kind::attributes, folder, 0});
    if (folder) cover(node, name, true);  // it may have become readable
  }
}

void InotifySession::leave(Node parent, std::string_view name, std::uint32_t cookie) {
  const Node node = tree_.child(parent, name);
  if (node == DirectoryTree::kNone) return;
  if (cookie == 0) return forget(node);
  tree_.detach(node);
  moves_.push_back({cookie, node});
}

void InotifySession::arrive(Node parent, std::string_view name, const std::string& path, std::uint32_t cookie) {
  const Node replaced = tree_.child(parent, name);
  if (replaced != DirectoryTree::kNone) forget(replaced);
  const auto move = std::find_if(moves_.begin(), moves_.end(), [&](const PendingMove& pending) { return pending.cookie == cookie; });
  if (move != moves_.end()) {
    tree_.attach(move->node, parent, name);
    moves_.erase(move);
  } else {
    cover(parent, name, false);
  }
  events_.markDirty(path);  // every path below is a new one
}

void InotifySession::cover(Node parent, std::string_view name, bool report) {
  const Node known = tree_.child(parent, name);
  if (known != DirectoryTree::kNone && tree_.watchOf(known) != DirectoryTree::kUnwatched) return;
  const UniqueFd root = openRoot();
  if (!root.valid()) return;
  WatchCrawler::Found found;
  if (report) found = [&](std::string path, bool directory) { events_.add({std::move(path), Kind::created, directory, 0}); };
  WatchCrawler crawler(inotify_.get(), root.get(), tree_, options_.exclusions.get(), stopping_);
  CrawlOutcome outcome = crawler.crawl(tree_.addChild(parent, name), 1, found);
  unwatched_ += outcome.unwatched;
  unreadable_.insert(unreadable_.end(), std::move_iterator(outcome.unreadable.begin()), std::move_iterator(outcome.unreadable.end()));
}

void InotifySession::forget(Node node) {
  // A moved folder below the removed one would dangle.
  std::erase_if(moves_, [&](const PendingMove& pending) { return pending.node == node; });
  tree_.remove(node, [&](int watch) { inotify_rm_watch(inotify_.get(), watch); });
}

void InotifySession::forgetMovedOut() {
  for (const PendingMove& move : std::exchange(moves_, {})) forget(move.node);
}

}  // namespace mamori
