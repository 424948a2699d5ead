#include <poll.h>
#include <sys/eventfd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "../../base/linux/system_error.h"
#include "../recursive_watcher.h"
#include "inotify_session.h"

namespace mamori {
namespace {

using Clock = std::chrono::steady_clock;
using State = InotifySession::State;

// How often an idle watcher looks whether its root is still at its path (a folder above it may be renamed).
constexpr std::chrono::milliseconds kRootCheckInterval{10'000};

/// The limit of the user and that of the user namespace (a container may have a lower one): the smaller counts.
std::uint64_t allowedWatches() {
  std::uint64_t allowed = 0;
  for (const char* path : {"/proc/sys/fs/inotify/max_user_watches", "/proc/sys/user/max_inotify_watches"}) {
    std::uint64_t limit = 0;
    if (std::ifstream(path) >> limit && (allowed == 0 || limit < allowed)) allowed = limit;
  }
  return allowed;
}

class InotifyWatcher final : public RecursiveWatcher {
 public:
  InotifyWatcher(const WatcherOptions& options, WatchConsumer& consumer)
      : options_(options), consumer_(consumer), events_(options.maxPaths, options.maxDirtyDirectories) {}

  Status open() {
    wake_.reset(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    if (!wake_.valid()) return systemError("watch.failed", "eventfd");
    session_ = std::make_unique<InotifySession>(options_, events_, stopping_);
    MAMORI_TRY(session_->open());
    thread_ = std::thread([this] { run(); });
    return {};
  }

  ~InotifyWatcher() override {
    stopping_ = true;
    wake();
    if (thread_.joinable()) thread_.join();
  }

  void suspend() override {
    suspended_ = true;
    wake();
  }
  void resume() override {
    suspended_ = false;
    wake();
  }
  WatcherStats stats() const override { return {directories_, treeBytes_}; }

 private:
  void wake() {
    const std::uint64_t one = 1;
    // The counter can only be full when a wake-up is pending anyway.
    [[maybe_unused]] const ssize_t put = ::write(wake_.get(), &one, sizeof one);
  }

  void run() {
    cover();
    nextRootCheck_ = Clock::now() + kRootCheckInterval;
    while (!stopping_ && !ended_) {
      const bool readable = waitForWork();
      if (stopping_) break;
      if (readable) act(session_->read());
      if (Clock::now() >= nextRootCheck_) checkRoot();
      if (deliveryDue()) deliver();
    }
  }

  /// Watches the whole tree. Also the way back from an overflow: directories made meanwhile are unknown.
  void cover() {
    const CrawlOutcome outcome = session_->crawl();
    if (stopping_) return;
    publishStats();
    if (outcome.directories == 0 && !outcome.unreadable.empty()) {
      return end("watch.no-permission", "the watched folder cannot be read", outcome.unreadable.front().osError);
    }
    if (outcome.directories == 0) return end("watch.root-gone", "the watched folder is gone");
    if (outcome.unwatched) reportLimit(outcome.directories);
    reportUnreadable(outcome.unreadable);
    consumer_.onReady(outcome.directories);
  }

  void publishStats() {
    directories_ = session_->tree().size();
    treeBytes_ = session_->tree().bytes();
  }

  void reportLimit(std::uint64_t needed) {
    consumer_.onProblem({makeError("watch.limit-reached", "too few inotify watches are allowed", ENOSPC), needed, allowedWatches(), std::nullopt});
  }

  void reportUnreadable(const std::vector<UnreadableFolder>& folders) {
    for (const UnreadableFolder& folder : folders) {
      consumer_.onProblem({makeError("watch.no-permission", "a folder cannot be opened", folder.osError), 0, 0, folder.path});
    }
  }

  void end(std::string_view code, std::string_view message, std::int64_t osError = 0) {
    deliver();
    ended_ = true;
    consumer_.onProblem({makeError(code, message, osError), 0, 0, std::nullopt});
  }

  bool waitForWork() {
    const auto now = Clock::now();
    auto until = nextRootCheck_;
    if (deadline_ && *deadline_ < until) until = *deadline_;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(until - now).count();
    pollfd fds[2] = {{wake_.get(), POLLIN, 0}, {suspended_ ? -1 : session_->fd(), POLLIN, 0}};
    poll(fds, 2, wait > 0 ? static_cast<int>(wait) : 0);
    if (fds[0].revents) {
      std::uint64_t count;
      [[maybe_unused]] const ssize_t got = ::read(wake_.get(), &count, sizeof count);
    }
    return fds[1].revents != 0;
  }

  void act(State state) {
    if (state == State::rootGone) return end("watch.root-gone", "the watched folder is gone");
    if (state == State::overflowed) return recover();
    if (const std::uint64_t more = session_->takeUnwatched()) reportLimit(session_->tree().size() + more);
    reportUnreadable(session_->takeUnreadable());
    publishStats();
    if (!deadline_ && !events_.empty()) deadline_ = Clock::now() + std::chrono::milliseconds(options_.drainIntervalMs);
  }

  /// Tells at once that trust is lost, and again once every directory is watched: only a scan begun after
  /// that sees everything.
  void recover() {
    events_.markOverflow();
    deliver();
    session_ = std::make_unique<InotifySession>(options_, events_, stopping_);
    if (Status opened = session_->open(); !opened.ok()) return end(opened.error().code, opened.error().message, opened.error().osError);
    cover();
    if (ended_) return;
    events_.markOverflow();
    deliver();
  }

  void checkRoot() {
    nextRootCheck_ = Clock::now() + kRootCheckInterval;
    if (!session_->rootIsInPlace()) end("watch.root-gone", "the watched folder is gone");
  }

  bool deliveryDue() const { return deadline_ && Clock::now() >= *deadline_; }

  void deliver() {
    if (session_) session_->forgetMovedOut();
    if (offered_.empty()) offered_ = events_.take();
    if (!offered_.empty() && consumer_.onBatch(offered_)) offered_ = {};
    deadline_.reset();
    if (!offered_.empty() || !events_.empty()) deadline_ = Clock::now() + std::chrono::milliseconds(options_.drainIntervalMs);
  }

  const WatcherOptions options_;
  WatchConsumer& consumer_;
  EventCoalescer events_;
  UniqueFd wake_;
  std::unique_ptr<InotifySession> session_;
  WatchBatch offered_;  // refused by the consumer, to be offered again
  std::optional<Clock::time_point> deadline_;
  Clock::time_point nextRootCheck_;
  bool ended_ = false;

  std::atomic<bool> stopping_{false};
  std::atomic<bool> suspended_{false};
  std::atomic<std::uint64_t> directories_{0};
  std::atomic<std::uint64_t> treeBytes_{0};
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<RecursiveWatcher>> RecursiveWatcher::start(const WatcherOptions& options, WatchConsumer& consumer) {
  auto watcher = std::make_unique<InotifyWatcher>(options, consumer);
  MAMORI_TRY(watcher->open());
  return std::unique_ptr<RecursiveWatcher>(std::move(watcher));
}

}  // namespace mamori
