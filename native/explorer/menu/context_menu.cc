#include "menu/context_menu.h"

#include <shellapi.h>

#include <cstdint>
#include <cstring>
#include <cwchar>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>

#include "com/guarded.h"
#include "module/machine_policy.h"

namespace mamori::explorer {
namespace {

/// What programs call our entries by, in front of their names.
constexpr std::wstring_view kNamePrefix = L"mamori.";

/// Identifiers count from the first that the shell gives us: 0 is the root entry, 1 the first below it.
constexpr UINT kRootIds = 1;

struct MenuDestroyed {
  void operator()(HMENU menu) const noexcept { DestroyMenu(menu); }
};
using UniqueMenu = std::unique_ptr<std::remove_pointer_t<HMENU>, MenuDestroyed>;

bool isCommand(const MenuEntry& entry) noexcept { return entry.kind == MenuEntry::Kind::kCommand; }

std::wstring canonicalName(const MenuEntry& entry) { return std::wstring(kNamePrefix) + entry.name; }

bool insert(HMENU menu, UINT position, UINT id, const MenuEntry& entry) noexcept {
  MENUITEMINFOW item{};
  item.cbSize = sizeof item;
  item.fMask = MIIM_ID | MIIM_STATE | (entry.kind == MenuEntry::Kind::kSeparator ? MIIM_FTYPE : MIIM_STRING);
  item.fType = MFT_SEPARATOR;  // looked at only for separators
  item.wID = id;
  item.dwTypeData = const_cast<wchar_t*>(entry.text.c_str());
  item.fState = isCommand(entry) ? MFS_ENABLED : MFS_DISABLED;
  return InsertMenuItemW(menu, position, TRUE, &item);
}

bool insertRoot(HMENU menu, UINT position, UINT id, HMENU submenu) noexcept {
  MENUITEMINFOW item{};
  item.cbSize = sizeof item;
  item.fMask = MIIM_ID | MIIM_STRING | MIIM_SUBMENU;
  item.wID = id;
  item.dwTypeData = const_cast<wchar_t*>(textOf(MenuText::kRoot, desktopLanguage()));
  item.hSubMenu = submenu;
  return InsertMenuItemW(menu, position, TRUE, &item);
}

/// The place of an entry in the menu, from what InvokeCommand names it by: its number, or its name in one of two alphabets.
std::optional<std::size_t> indexOf(const CMINVOKECOMMANDINFO& info, const std::vector<MenuEntry>& entries) {
  const bool isUnicode = info.cbSize >= sizeof(CMINVOKECOMMANDINFOEX) && (info.fMask & CMIC_MASK_UNICODE);
  const auto* extended = reinterpret_cast<const CMINVOKECOMMANDINFOEX*>(&info);
  if (IS_INTRESOURCE(info.lpVerb)) {
    const UINT offset = LOWORD(reinterpret_cast<ULONG_PTR>(info.lpVerb));
    return offset >= kRootIds && offset - kRootIds < entries.size() ? std::optional<std::size_t>(offset - kRootIds) : std::nullopt;
  }
  std::wstring name;
  if (isUnicode && extended->lpVerbW && !IS_INTRESOURCE(extended->lpVerbW)) name = extended->lpVerbW;
  else name.assign(info.lpVerb, info.lpVerb + std::strlen(info.lpVerb));
  for (std::size_t index = 0; index < entries.size(); ++index) {
    if (isCommand(entries[index]) && canonicalName(entries[index]) == name) return index;
  }
  return std::nullopt;
}

HRESULT copyText(const std::wstring& text, CHAR* out, UINT capacity) noexcept {
  if (text.size() >= capacity) return E_FAIL;
  std::memcpy(out, text.c_str(), (text.size() + 1) * sizeof(wchar_t));
  return S_OK;
}

}  // namespace

HRESULT ContextMenu::Initialize(PCIDLIST_ABSOLUTE folder, IDataObject* object, HKEY) noexcept {
  return guarded([&] {
    opening_ = {};
    menu_.reset();
    if (MachinePolicy::hasPackagedMenu()) return S_OK;
    opening_ = openMenu(object ? selectionOf(object) : backgroundOf(folder));
    return S_OK;
  });
}

const MenuModel& ContextMenu::menu() {
  if (!menu_) menu_ = menuOf(opening_);
  return *menu_;
}

HRESULT ContextMenu::QueryContextMenu(HMENU target, UINT position, UINT firstId, UINT lastId, UINT flags) noexcept {
  if (!target) return E_INVALIDARG;
  const HRESULT nothing = MAKE_HRESULT(SEVERITY_SUCCESS, 0, 0);
  if (flags & CMF_DEFAULTONLY) return nothing;
  return guarded([&] {
    const std::vector<MenuEntry>& entries = menu().entries;
    const std::size_t needed = kRootIds + entries.size();
    if (entries.empty() || lastId < firstId || lastId - firstId + 1 < needed) return nothing;
    UniqueMenu submenu(CreatePopupMenu());
    bool good = submenu != nullptr;
    for (UINT index = 0; good && index < entries.size(); ++index) good = insert(submenu.get(), index, firstId + kRootIds + index, entries[index]);
    if (!good || !insertRoot(target, position, firstId, submenu.get())) return E_FAIL;
    (void)submenu.release();  // the shell's, with the menu it hangs in
    return MAKE_HRESULT(SEVERITY_SUCCESS, 0, static_cast<USHORT>(needed));
  });
}

HRESULT ContextMenu::InvokeCommand(CMINVOKECOMMANDINFO* info) noexcept {
  if (!info || info->cbSize < sizeof(CMINVOKECOMMANDINFO)) return E_INVALIDARG;
  return guarded([&] {
    // E_FAIL lets the shell ask the next handler: a name that is not ours is somebody else's.
    const auto index = indexOf(*info, menu().entries);
    return index && invokeEntry(menu(), *index) ? S_OK : E_FAIL;
  });
}

HRESULT ContextMenu::GetCommandString(UINT_PTR id, UINT what, UINT*, CHAR* out, UINT capacity) noexcept {
  return guarded([&] {
    const bool isRoot = id == 0;
    if (!isRoot && id - kRootIds >= menu().entries.size()) return what == GCS_VALIDATEW ? S_FALSE : E_INVALIDARG;
    if (what == GCS_VALIDATEW) return S_OK;
    if (!out || capacity == 0) return E_INVALIDARG;
    const MenuEntry* entry = isRoot ? nullptr : &menu().entries[id - kRootIds];
    switch (what) {
      case GCS_VERBW:
        return entry && !isCommand(*entry) ? E_INVALIDARG : copyText(entry ? canonicalName(*entry) : std::wstring(L"mamori"), out, capacity);
      case GCS_HELPTEXTW:
        return copyText(entry ? entry->help : std::wstring(textOf(MenuText::kRootHelp, desktopLanguage())), out, capacity);
      default:
        return E_NOTIMPL;  // the ANSI variants: the shell asks for Unicode first
    }
  });
}

}  // namespace mamori::explorer
