#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "endpoint/windows/bell.h"
#include "include/mamori_shim.h"
#include "tray/tray_view.h"
#include "tray/windows/tray_picture.h"

namespace mamori::shim {

/// What the agent's calls and the icon's thread leave for each other. Neither waits for the other: the lock is held to copy a pointer or a number.
class TrayBoard {
 public:
  /// Posted to the attached window, at most one at a time: there is something new here.
  static constexpr UINT kNews = WM_APP + 1;

  static std::int32_t make(std::shared_ptr<TrayBoard>& out);

  // Of the agent.
  UniqueHandle takeBell() noexcept { return bell_.takeEnd(); }
  /// False when it has too many sizes of that picture.
  bool put(std::uint32_t number, TrayPicture picture);
  void show(TrayView view);
  /// MAMORI_TRAY_… or MAMORI_NOBODY.
  std::int32_t take(std::uint32_t& number) noexcept;
  void close() noexcept;

  // Of the thread.
  /// The window that is told of news from now on.
  void attach(HWND window) noexcept;
  void detach() noexcept { attach(nullptr); }
  /// To be asked before what is new is looked at.
  bool isClosed() noexcept;
  std::shared_ptr<const TrayView> view();
  /// The smallest that is at least `size` wide, else the largest; none where there is none.
  std::shared_ptr<const TrayPicture> picture(std::uint32_t number, std::uint32_t size);
  void tellWanted(std::uint32_t size);
  void tellShown(bool shown);
  void tellChosen(std::uint32_t number);

 private:
  TrayBoard() = default;
  void notify() noexcept;  // with the lock held
  /// Rings when `change` gave the first thing to take.
  template <typename Change>
  void tell(Change change);
  bool isEmpty() const noexcept { return !wanted_ && !shown_ && chosen_.empty(); }

  Bell bell_;
  UniqueHandle closing_;  // manual-reset
  std::mutex mutex_;
  HWND window_ = nullptr;
  bool posted_ = false;
  bool closed_ = false;
  std::shared_ptr<const TrayView> view_;
  std::array<std::vector<std::shared_ptr<const TrayPicture>>, MAMORI_TRAY_PICTURES> pictures_;
  std::optional<std::uint32_t> wanted_;
  std::optional<bool> shown_;
  std::deque<std::uint32_t> chosen_;
};

}  // namespace mamori::shim
