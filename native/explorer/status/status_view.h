#pragma once

#include <windows.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "include/mamori_shim.h"
#include "menu/selection.h"
#include "status/shown_paths.h"

namespace mamori::explorer {

/// A menu's decision list as the agent published it, and the booleans that it asks.
struct PublishedMenu {
  std::string list;
  std::uint32_t low = 0, high = 0;
};

/// The status table as this process sees it; one for all its overlay handlers and menus.
///
/// A look-up reads mapped memory and makes no system call. The table is looked for on the thread pool: after a look-up that found none or an old
/// one, at most once a second. The agent tells the shell what it changes. While there are answers that the shell keeps, a timer of the pool compares them with the table, twice a second
/// in the minute after a question, else every two seconds, and tells the shell what nobody has told it: above all that the agent has ended or come back.
class StatusView : public std::enable_shared_from_this<StatusView> {
 public:
  /// The process's view; lives as long as somebody holds it. Throws std::bad_alloc.
  static std::shared_ptr<StatusView> shared();

  /// Waits for a comparison under way: some milliseconds.
  ~StatusView();
  StatusView(const StatusView&) = delete;
  StatusView& operator=(const StatusView&) = delete;

  /// One of MAMORI_STATE_…, for an overlay that the shell keeps; NONE for whatever is not known for sure. About a microsecond.
  std::uint8_t shownStateOf(std::wstring_view path) noexcept;

  /// The same for an answer that nobody keeps.
  std::uint8_t stateOf(std::wstring_view path) noexcept;

  /// Nothing where no list of a format that we read is known. Throws std::bad_alloc.
  std::optional<PublishedMenu> publishedMenu() const;

  /// What conditions of menus can ask of a selection that is not empty; without a table, what its paths tell. Throws std::bad_alloc.
  mamori_selection factsOf(const Selection& selection) const;

 private:
  explicit StatusView(mamori_reader* reader) noexcept : reader_(reader) {}

  void refreshSoon() noexcept;
  void refresh();
  void watch();
  void compare() noexcept;

  mamori_reader* const reader_;
  std::atomic<std::uint64_t> notBeforeMs_{0};
  std::atomic<std::uint64_t> lastShownMs_{0};
  std::atomic<bool> isEnding_{false};
  ShownPaths shown_;
  std::mutex timerMutex_;
  PTP_TIMER timer_ = nullptr;
};

}  // namespace mamori::explorer
