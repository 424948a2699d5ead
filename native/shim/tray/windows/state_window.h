#pragma once

#include <windows.h>

#include <memory>
#include <string>

#include "tray/tray_view.h"
#include "tray/windows/gdi_object.h"

namespace mamori::shim {

/// What a click on the icon opens: the state in words, and a bar while it is known how far the work is. It follows what is shown until the person goes elsewhere or presses Escape.
///
/// The words are the window's name as well, so that a screen reader reads them when it opens.
class StateWindow {
 public:
  explicit StateWindow(HINSTANCE module) noexcept : module_(module) {}
  StateWindow(const StateWindow&) = delete;
  StateWindow& operator=(const StateWindow&) = delete;
  ~StateWindow() { close(); }

  /// Beside `place`, in front of everything and with the keyboard's attention.
  void open(const RECT& place, UINT dpi, std::shared_ptr<const TrayView> view);
  /// Other words for an open window; does nothing to a closed one.
  void update(std::shared_ptr<const TrayView> view);
  void close() noexcept;
  bool isOpen() const noexcept { return window_ != nullptr; }
  /// When it was closed last, by GetTickCount64: the click on the icon that took the attention away from it is no wish to see it again.
  ULONGLONG closedAtMs() const noexcept { return closedAtMs_; }

 private:
  static LRESULT CALLBACK onMessage(HWND window, UINT message, WPARAM first, LPARAM second) noexcept;
  LRESULT handle(HWND window, UINT message, WPARAM first, LPARAM second);
  void makeFonts();
  void layOut();
  void paint();
  /// Draws, or only measures, into a width; the height that it takes.
  int draw(HDC device, int width, bool measure) const;
  int drawText(HDC device, const GdiObject& font, const std::wstring& text, RECT area, bool measure) const;
  int drawBar(HDC device, RECT area, bool measure) const;
  int scaled(int at96) const noexcept { return MulDiv(at96, static_cast<int>(dpi_), USER_DEFAULT_SCREEN_DPI); }

  HINSTANCE module_;
  HWND window_ = nullptr;
  RECT place_{};
  UINT dpi_ = USER_DEFAULT_SCREEN_DPI;
  std::shared_ptr<const TrayView> view_;
  GdiObject font_, boldFont_;
  ULONGLONG closedAtMs_ = 0;
};

}  // namespace mamori::shim
