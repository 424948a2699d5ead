#include "tray/windows/notify_icon.h"

#include <shellapi.h>

#include <algorithm>

namespace mamori::shim {
namespace {

constexpr UINT kNumber = 1;

/// What fits into a tooltip, with "…" where something was cut off, and no half of a character.
template <std::size_t N>
void copyTooltip(const std::wstring& text, wchar_t (&out)[N]) {
  std::size_t length = std::min(text.size(), N - 1);
  if (length < text.size()) --length;
  if (length > 0 && IS_HIGH_SURROGATE(text[length - 1])) --length;
  std::copy_n(text.data(), length, out);
  if (length < text.size()) out[length++] = L'…';
  out[length] = L'\0';
}

}  // namespace

NotifyIcon::~NotifyIcon() {
  if (isThere_) tell(NIM_DELETE, 0);
}

bool NotifyIcon::show(UniqueIcon icon, const std::wstring& tooltip) {
  const bool isNewIcon = icon != nullptr, isNewTooltip = tooltip != tooltip_;
  // The one before lives until the taskbar has the new one.
  if (isNewIcon) std::swap(icon_, icon);
  tooltip_ = tooltip;
  if (isThere_ && !isNewIcon && !isNewTooltip) return true;
  constexpr UINT kAll = NIF_MESSAGE | NIF_ICON | NIF_TIP | NIF_SHOWTIP;
  if (isThere_) isThere_ = tell(NIM_MODIFY, (isNewIcon ? NIF_ICON : 0) | NIF_TIP | NIF_SHOWTIP);
  if (isThere_) return true;
  // A taskbar that was too slow to say so may have it all the same.
  isThere_ = tell(NIM_ADD, kAll) || (GetLastError() == ERROR_TIMEOUT && tell(NIM_MODIFY, kAll));
  if (isThere_) tell(NIM_SETVERSION, 0);
  return isThere_;
}

RECT NotifyIcon::place(POINT otherwise) const noexcept {
  const NOTIFYICONIDENTIFIER which{sizeof which, window_, kNumber, {}};
  RECT place{};
  if (SUCCEEDED(Shell_NotifyIconGetRect(&which, &place)) && !IsRectEmpty(&place)) return place;
  return {otherwise.x, otherwise.y, otherwise.x, otherwise.y};
}

bool NotifyIcon::tell(DWORD what, UINT flags) noexcept {
  NOTIFYICONDATAW data{};
  data.cbSize = sizeof data;
  data.hWnd = window_;
  data.uID = kNumber;
  data.uFlags = flags;
  data.uCallbackMessage = message_;
  data.hIcon = icon_.get();
  copyTooltip(tooltip_, data.szTip);
  data.uVersion = NOTIFYICON_VERSION_4;
  return Shell_NotifyIconW(what, &data) != FALSE;
}

}  // namespace mamori::shim
