#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "include/mamori_shim.h"
#include "menu/selection.h"

namespace mamori::explorer {

/// A menu's decision list as the agent published it, and the booleans that it asks.
struct PublishedMenu {
  std::string list;
  std::uint32_t low = 0, high = 0;
};

/// The status table as this process sees it; one for all its overlay handlers and menus.
///
/// A look-up reads mapped memory and makes no system call. The table is looked for on the thread pool: after a look-up that found none or an old
/// one, at most once a second. Folders asked for meanwhile are told to the shell once there is a table, because it keeps what it was answered.
class StatusView : public std::enable_shared_from_this<StatusView> {
 public:
  /// The process's view; lives as long as somebody holds it. Throws std::bad_alloc.
  static std::shared_ptr<StatusView> shared();

  ~StatusView();
  StatusView(const StatusView&) = delete;
  StatusView& operator=(const StatusView&) = delete;

  /// One of MAMORI_STATE_…; NONE for whatever is not known for sure. About a microsecond.
  std::uint8_t stateOf(std::wstring_view path) noexcept;

  /// Nothing where no list of a format that we read is known. Throws std::bad_alloc.
  std::optional<PublishedMenu> publishedMenu() const;

  /// What conditions of menus can ask of a selection that is not empty; without a table, what its paths tell. Throws std::bad_alloc.
  mamori_selection factsOf(const Selection& selection) const;

 private:
  explicit StatusView(mamori_reader* reader) noexcept : reader_(reader) {}

  void keepAsked(std::wstring_view folder) noexcept;
  void refreshSoon() noexcept;
  void refresh();

  mamori_reader* const reader_;
  std::atomic<std::uint64_t> notBeforeMs_{0};
  std::mutex askedMutex_;  // only ever tried by look-ups
  std::set<std::wstring> asked_;
};

}  // namespace mamori::explorer
