#include "tray/windows/popup_menu.h"

#include <memory>
#include <type_traits>

#include "tray/windows/wide.h"

namespace mamori::shim {
namespace {

struct MenuDeleter {
  void operator()(HMENU menu) const noexcept { DestroyMenu(menu); }  // and the submenus in it
};
using UniqueMenu = std::unique_ptr<std::remove_pointer_t<HMENU>, MenuDeleter>;

/// Commands are places in the list, from 1 on: Windows passes on 16 bits of them, and 0 means "nothing".
UINT commandOf(std::size_t place) noexcept { return static_cast<UINT>(place) + 1; }

/// The items from `at` on that are as deep as the first; `at` is then behind them.
UniqueMenu build(const std::vector<TrayItem>& items, std::size_t& at) {
  UniqueMenu menu(CreatePopupMenu());
  if (!menu || at >= items.size()) return menu;
  for (const std::uint8_t depth = items[at].depth; at < items.size() && items[at].depth == depth;) {
    const TrayItem& item = items[at];
    std::wstring label = wide(item.label);
    MENUITEMINFOW info{};
    info.cbSize = sizeof info;
    info.fMask = MIIM_FTYPE | MIIM_STATE | MIIM_ID;
    info.wID = commandOf(at++);
    info.fType = item.kind == TrayItemKind::kSeparator ? MFT_SEPARATOR : MFT_STRING;
    info.fState = (item.grey || item.kind == TrayItemKind::kLine ? MFS_GRAYED : MFS_ENABLED) | (item.checked ? MFS_CHECKED : MFS_UNCHECKED);
    if (item.kind != TrayItemKind::kSeparator) {
      info.fMask |= MIIM_STRING;
      info.dwTypeData = label.data();
    }
    UniqueMenu inner;
    if (item.kind == TrayItemKind::kSubmenu) {
      inner = at < items.size() && items[at].depth > depth ? build(items, at) : UniqueMenu(CreatePopupMenu());
      info.fMask |= MIIM_SUBMENU;
      info.hSubMenu = inner.get();
    }
    if (InsertMenuItemW(menu.get(), static_cast<UINT>(GetMenuItemCount(menu.get())), TRUE, &info)) static_cast<void>(inner.release());
  }
  return menu;
}

}  // namespace

std::optional<std::uint32_t> chooseFrom(const std::vector<TrayItem>& items, HWND owner, const RECT& place) {
  std::size_t at = 0;
  const UniqueMenu menu = build(items, at);
  if (!menu) return std::nullopt;
  // Only what is in front has the keyboard, and a menu that has not stays when the person clicks elsewhere. Nothing can be in front that is not shown; the owner cannot be seen.
  ShowWindow(owner, SW_SHOW);
  SetForegroundWindow(owner);
  SetFocus(owner);
  const UINT side = GetSystemMetrics(SM_MENUDROPALIGNMENT) ? TPM_RIGHTALIGN : TPM_LEFTALIGN;
  TPMPARAMS beside{sizeof beside, place};
  const int chosen = TrackPopupMenuEx(menu.get(), side | TPM_BOTTOMALIGN | TPM_VERTICAL | TPM_RIGHTBUTTON | TPM_RETURNCMD, place.left, place.top, owner, &beside);
  PostMessageW(owner, WM_NULL, 0, 0);  // else the next menu vanishes at once (Microsoft's Q135788)
  ShowWindow(owner, SW_HIDE);
  const auto found = static_cast<std::size_t>(chosen) - 1;
  if (chosen <= 0 || found >= items.size() || items[found].kind != TrayItemKind::kEntry) return std::nullopt;
  return items[found].number;
}

}  // namespace mamori::shim
