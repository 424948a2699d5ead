#pragma once

#include <windows.h>

#include <memory>
#include <optional>

#include "tray/windows/notify_icon.h"
#include "tray/windows/state_window.h"
#include "tray/windows/tray_board.h"

namespace mamori::shim {

/// The window behind the icon: nobody sees it. It is no message-only window: those are not told of a new taskbar, and a menu needs one that can be in front.
///
/// Lives on one thread, which dispatches its messages; only that thread ever waits for Explorer.
class TrayWindow {
 public:
  /// Shows what is on the board until that is closed. The whole life of the thread.
  static void live(const std::shared_ptr<TrayBoard>& board) noexcept;

  ~TrayWindow();

 private:
  explicit TrayWindow(std::shared_ptr<TrayBoard> board) noexcept : board_(std::move(board)) {}
  bool open();
  static LRESULT CALLBACK onMessage(HWND window, UINT message, WPARAM first, LPARAM second) noexcept;
  LRESULT handle(HWND window, UINT message, WPARAM first, LPARAM second);
  void handleNews();
  void handleTaskbar();
  /// Asks for pictures in the size that icons have now, where that is another one than before.
  void want();
  void handleIcon(UINT event, POINT at);
  /// Brings icon, tooltip and window to what the board says.
  void draw();
  void drawIcon(const TrayView& view);
  void report(bool shown);
  void openMenu(POINT at);
  void openState(POINT at);

  std::shared_ptr<TrayBoard> board_;
  HWND window_ = nullptr;
  UINT taskbarCreated_ = 0;
  std::optional<NotifyIcon> icon_;
  std::optional<StateWindow> state_;
  std::shared_ptr<const TrayPicture> drawn_;
  std::optional<bool> reported_;
  std::uint32_t wantedSize_ = 0;
  UINT retryMs_ = 0;
  bool menuIsOpen_ = false;
};

}  // namespace mamori::shim
