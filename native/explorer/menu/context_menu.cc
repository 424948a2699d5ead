#include "menu/context_menu.h"

#include <shellapi.h>

#include <cstdint>
#include <cstring>
#include <cwchar>
#include <optional>
#include <string_view>

#include "com/guarded.h"
#include "module/machine_policy.h"

namespace mamori::explorer {
namespace {

/// What programs call our entries by, in front of the verb.
constexpr std::wstring_view kVerbPrefix = L"mamori.";

/// Identifiers count from the first that the shell gives us: 0 is the root entry, 1 the first below it.
constexpr UINT kRootIds = 1;

std::wstring canonicalName(const MenuEntry& entry) { return std::wstring(kVerbPrefix) + std::wstring(entry.verb.begin(), entry.verb.end()); }

bool insert(HMENU menu, UINT position, UINT id, const wchar_t* text, HMENU submenu, bool isEnabled) noexcept {
  MENUITEMINFOW item{};
  item.cbSize = sizeof item;
  item.fMask = MIIM_ID | MIIM_STRING | MIIM_STATE | (submenu ? MIIM_SUBMENU : 0);
  item.wID = id;
  item.dwTypeData = const_cast<wchar_t*>(text);
  item.fState = isEnabled ? MFS_ENABLED : MFS_DISABLED;
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
    if (!entries[index].verb.empty() && canonicalName(entries[index]) == name) return index;
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
    menu_ = MenuModel();
    if (MachinePolicy::hasPackagedMenu()) return S_OK;
    menu_ = menuFor(object ? selectionOf(object) : backgroundOf(folder));
    return S_OK;
  });
}

HRESULT ContextMenu::QueryContextMenu(HMENU menu, UINT position, UINT firstId, UINT lastId, UINT flags) noexcept {
  if (!menu) return E_INVALIDARG;
  const std::size_t needed = kRootIds + menu_.entries.size();
  if ((flags & CMF_DEFAULTONLY) || menu_.entries.empty() || lastId < firstId || lastId - firstId + 1 < needed) return MAKE_HRESULT(SEVERITY_SUCCESS, 0, 0);
  const HMENU submenu = CreatePopupMenu();
  if (!submenu) return HRESULT_FROM_WIN32(GetLastError());
  bool good = true;
  for (UINT index = 0; index < menu_.entries.size(); ++index) {
    const MenuEntry& entry = menu_.entries[index];
    good = good && insert(submenu, index, firstId + kRootIds + index, entry.text.c_str(), nullptr, !entry.verb.empty());
  }
  good = good && insert(menu, position, firstId, textOf(MenuText::kRoot, desktopLanguage()), submenu, true);
  if (!good) {
    DestroyMenu(submenu);
    return E_FAIL;
  }
  return MAKE_HRESULT(SEVERITY_SUCCESS, 0, static_cast<USHORT>(needed));
}

HRESULT ContextMenu::InvokeCommand(CMINVOKECOMMANDINFO* info) noexcept {
  if (!info || info->cbSize < sizeof(CMINVOKECOMMANDINFO)) return E_INVALIDARG;
  return guarded([&] {
    // E_FAIL lets the shell ask the next handler: a name that is not ours is somebody else's.
    const auto index = indexOf(*info, menu_.entries);
    return index && invokeEntry(menu_, *index) ? S_OK : E_FAIL;
  });
}

HRESULT ContextMenu::GetCommandString(UINT_PTR id, UINT what, UINT*, CHAR* out, UINT capacity) noexcept {
  return guarded([&] {
    const bool isRoot = id == 0;
    if (!isRoot && id - kRootIds >= menu_.entries.size()) return what == GCS_VALIDATEW ? S_FALSE : E_INVALIDARG;
    if (what == GCS_VALIDATEW) return S_OK;
    if (!out || capacity == 0) return E_INVALIDARG;
    const MenuEntry* entry = isRoot ? nullptr : &menu_.entries[id - kRootIds];
    switch (what) {
      case GCS_VERBW:
        return entry && entry->verb.empty() ? E_INVALIDARG : copyText(entry ? canonicalName(*entry) : std::wstring(L"mamori"), out, capacity);
      case GCS_HELPTEXTW:
        return copyText(entry ? entry->help : std::wstring(textOf(MenuText::kRootHelp, desktopLanguage())), out, capacity);
      default:
        return E_NOTIMPL;  // the ANSI variants: the shell asks for Unicode first
    }
  });
}

}  // namespace mamori::explorer
