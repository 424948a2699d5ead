#pragma once

#include <windows.h>

#include <string>

#include "tray/windows/tray_picture.h"

namespace mamori::shim {

/// One icon in the notification area, by Shell_NotifyIcon (version 4).
///
/// It is known by its window and a number, not by a GUID: Windows ties a GUID to the path of the program, which for us is that of Node, and two agents of one user would be one icon. Every
/// call waits for Explorer, up to seconds while that is busy.
class NotifyIcon {
 public:
  /// `message` is what the window is sent for what people do with the icon.
  NotifyIcon(HWND window, UINT message) noexcept : window_(window), message_(message) {}
  NotifyIcon(const NotifyIcon&) = delete;
  NotifyIcon& operator=(const NotifyIcon&) = delete;
  ~NotifyIcon();

  /// Whether the taskbar shows it so. Asks the taskbar only when something differs or it is not shown. An empty `icon` keeps the picture.
  bool show(UniqueIcon icon, const std::wstring& tooltip);

  /// There is a new taskbar, which knows nothing of it.
  void forget() noexcept { isThere_ = false; }

  /// Where it is; a place without size at `otherwise` when Windows does not say.
  RECT place(POINT otherwise) const noexcept;

 private:
  bool tell(DWORD what, UINT flags) noexcept;

  HWND window_;
  UINT message_;
  UniqueIcon icon_;
  std::wstring tooltip_;
  bool isThere_ = false;
};

}  // namespace mamori::shim
