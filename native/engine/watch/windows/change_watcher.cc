#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <thread>
#include <vector>

#include "../../base/windows/system_error.h"
#include "../../base/windows/wide_path.h"
#include "../event_coalescer.h"
#include "../recursive_watcher.h"

namespace mamori {
namespace {

using Clock = std::chrono::steady_clock;
using Kind = WatchEvent::Kind;

// Larger buffers fail on network shares (documented limit of the protocol).
constexpr DWORD kBufferBytes = 64 * 1024;
constexpr DWORD kFilter = FILE_NOTIFY_CHANGE_FILE_NAME | FILE_NOTIFY_CHANGE_DIR_NAME | FILE_NOTIFY_CHANGE_ATTRIBUTES |
                          FILE_NOTIFY_CHANGE_SIZE | FILE_NOTIFY_CHANGE_LAST_WRITE | FILE_NOTIFY_CHANGE_CREATION |
                          FILE_NOTIFY_CHANGE_SECURITY;

Kind kindOf(DWORD action) noexcept {
  switch (action) {
    case FILE_ACTION_ADDED:
    case FILE_ACTION_RENAMED_NEW_NAME: return Kind::created;
    case FILE_ACTION_REMOVED:
    case FILE_ACTION_RENAMED_OLD_NAME: return Kind::removed;
    default: return Kind::changed;
  }
}

/// One handle watches the whole tree. Lost events show as a completion with 0 bytes or ERROR_NOTIFY_ENUM_DIR.
class ChangeWatcher final : public RecursiveWatcher {
 public:
  ChangeWatcher(const WatcherOptions& options, WatchConsumer& consumer)
      : options_(options), consumer_(consumer), events_(options.maxPaths, options.maxDirtyDirectories),
        buffer_(kBufferBytes / sizeof(DWORD)) {}

  Status open() {
    directory_.reset(CreateFileW(toExtendedPath(options_.root).c_str(), FILE_LIST_DIRECTORY,
                                 FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                 FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OVERLAPPED, nullptr));
    if (!directory_.valid()) return systemError("watch.root-gone", "opening the watched folder");
    wake_.reset(CreateEventW(nullptr, FALSE, FALSE, nullptr));
    completed_.reset(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    if (!wake_.valid() || !completed_.valid()) return systemError("watch.failed", "CreateEventW");
    thread_ = std::thread([this] { run(); });
    return {};
  }

  ~ChangeWatcher() override {
    stopping_ = true;
    SetEvent(wake_.get());
    if (thread_.joinable()) thread_.join();
  }

  void suspend() override { setSuspended(true); }
  void resume() override { setSuspended(false); }
  WatcherStats stats() const override { return {1, kBufferBytes}; }

 private:
  void setSuspended(bool suspended) {
    suspended_ = suspended;
    SetEvent(wake_.get());
  }

  /// On the watcher's own thread only: the system aborts what a thread has asked for when that thread ends (CancelIo, "Canceling Pending I/O Operations").
  bool request() {
    overlapped_ = {};
    overlapped_.hEvent = completed_.get();
    outstanding_ = ReadDirectoryChangesW(directory_.get(), buffer_.data(), kBufferBytes, TRUE, kFilter, nullptr, &overlapped_, nullptr);
    return outstanding_;
  }

  void run() {
    if (request()) consumer_.onReady(1);
    else end(GetLastError());
    while (!stopping_ && !ended_) {
      const HANDLE handles[2] = {wake_.get(), completed_.get()};
      const DWORD signalled = WaitForMultipleObjects(suspended_ ? 1 : 2, handles, FALSE, untilDelivery());
      if (signalled == WAIT_OBJECT_0 + 1) receive();
      if (deadline_ && Clock::now() >= *deadline_) deliver();
    }
    if (!outstanding_) return;
    // The system writes into the buffer until the cancelled request has completed.
    CancelIoEx(directory_.get(), &overlapped_);
    DWORD ignored;
    GetOverlappedResult(directory_.get(), &overlapped_, &ignored, TRUE);
  }

  DWORD untilDelivery() const {
    if (!deadline_) return INFINITE;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - Clock::now()).count();
    return left > 0 ? static_cast<DWORD>(left) : 0;
  }

  void receive() {
    DWORD bytes = 0;
    const bool ok = GetOverlappedResult(directory_.get(), &overlapped_, &bytes, FALSE);
    const DWORD error = ok ? 0 : GetLastError();
    outstanding_ = false;
    if (ok && bytes > 0) take(bytes);
    else if (ok || error == ERROR_NOTIFY_ENUM_DIR) events_.markOverflow();
    else return end(error);
    if (!request()) return end(GetLastError());
    if (!deadline_ && !events_.empty()) deadline_ = Clock::now() + std::chrono::milliseconds(options_.drainIntervalMs);
  }

  void end(DWORD error) {
    deliver();
    ended_ = true;
    // A deleted folder fails with access denied; a removed drive with one of several codes.
    const bool refused = error == ERROR_INVALID_FUNCTION || error == ERROR_NOT_SUPPORTED || error == ERROR_INVALID_PARAMETER;
    consumer_.onProblem({systemError(refused ? "watch.failed" : "watch.root-gone", "ReadDirectoryChangesW", error), 0, 0, std::nullopt});
  }

  void take(DWORD bytes) {
    const auto* at = reinterpret_cast<const std::byte*>(buffer_.data());
    const std::byte* const end = at + bytes;
    while (at + offsetof(FILE_NOTIFY_INFORMATION, FileName) <= end) {
      const auto& info = *reinterpret_cast<const FILE_NOTIFY_INFORMATION*>(at);
      note(info);
      if (info.NextEntryOffset == 0) break;
      at += info.NextEntryOffset;
    }
  }

  void note(const FILE_NOTIFY_INFORMATION& info) {
    std::string path = toWtf8({info.FileName, info.FileNameLength / sizeof(wchar_t)});
    for (char& c : path) c = c == '\\' ? '/' : c;
    if (info.Action == FILE_ACTION_RENAMED_OLD_NAME) ++cookie_;
    const bool renamed = info.Action == FILE_ACTION_RENAMED_OLD_NAME || info.Action == FILE_ACTION_RENAMED_NEW_NAME;
    const DWORD attributes = info.Action == FILE_ACTION_REMOVED || info.Action == FILE_ACTION_RENAMED_OLD_NAME
                                 ? INVALID_FILE_ATTRIBUTES
                                 : GetFileAttributesW(toExtendedPath(options_.root + "/" + path).c_str());
    const bool folder = attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY);
    const bool hidden = attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_HIDDEN);
    if (isExcluded(path, folder, hidden)) return;
    events_.add({path, kindOf(info.Action), folder, renamed ? cookie_ : 0});
    // What a moved-in or copied folder holds comes with no events of its own.
    if (folder && kindOf(info.Action) == Kind::created) events_.markDirty(path);
  }

  /// The system reports below excluded folders as well, so every folder above is asked about.
  bool isExcluded(std::string_view path, bool folder, bool hidden) const {
    if (!options_.exclusions) return false;
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
      const std::string_view above = path.substr(0, slash);
      const std::size_t cut = above.rfind('/');
      const std::string_view parent = cut == std::string_view::npos ? std::string_view{} : above.substr(0, cut);
      const std::string_view name = cut == std::string_view::npos ? above : above.substr(cut + 1);
      if (options_.exclusions->excludes(parent, name, EntryKind::directory, false)) return true;
    }
    const std::size_t cut = path.rfind('/');
    const std::string_view parent = cut == std::string_view::npos ? std::string_view{} : path.substr(0, cut);
    const std::string_view name = cut == std::string_view::npos ? path : path.substr(cut + 1);
    return options_.exclusions->excludes(parent, name, folder ? EntryKind::directory : EntryKind::file, hidden);
  }

  void deliver() {
    if (offered_.empty()) offered_ = events_.take();
    if (!offered_.empty() && consumer_.onBatch(offered_)) offered_ = {};
    deadline_.reset();
    if (!offered_.empty() || !events_.empty()) deadline_ = Clock::now() + std::chrono::milliseconds(options_.drainIntervalMs);
  }

  const WatcherOptions options_;
  WatchConsumer& consumer_;
  EventCoalescer events_;
  std::vector<DWORD> buffer_;  // the records need DWORD alignment
  UniqueHandle directory_;
  UniqueHandle wake_;
  UniqueHandle completed_;
  OVERLAPPED overlapped_{};
  bool outstanding_ = false;
  bool ended_ = false;
  std::uint32_t cookie_ = 0;
  WatchBatch offered_;  // refused by the consumer, to be offered again
  std::optional<Clock::time_point> deadline_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> suspended_{false};
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<RecursiveWatcher>> RecursiveWatcher::start(const WatcherOptions& options, WatchConsumer& consumer) {
  auto watcher = std::make_unique<ChangeWatcher>(options, consumer);
  MAMORI_TRY(watcher->open());
  return std::unique_ptr<RecursiveWatcher>(std::move(watcher));
}

}  // namespace mamori
