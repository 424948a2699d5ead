#include "menu_reading.h"

#include <windows.h>

#include <memory>

#include "check.h"
#include "shell_registry.h"

namespace mamori::host {
namespace {

constexpr UINT kFirstId = 100;

std::wstring textAt(HMENU menu, UINT place) {
  wchar_t text[256] = L"";
  if (GetMenuState(menu, place, MF_BYPOSITION) & MF_SEPARATOR) return kSeparatorText;
  GetMenuStringW(menu, place, text, 256, MF_BYPOSITION);
  return text;
}

}  // namespace

OpenMenu::OpenMenu(IDataObject* selected, UINT idCount, UINT flags) { build(nullptr, selected, idCount, flags); }

OpenMenu::OpenMenu(const std::wstring& path) {
  PIDLIST_ABSOLUTE folder = nullptr;
  require(SUCCEEDED(SHParseDisplayName(path.c_str(), nullptr, &folder, 0, nullptr)), "the shell knows the folder");
  build(folder, nullptr, 1'000, CMF_NORMAL);
  CoTaskMemFree(folder);
}

void OpenMenu::build(PCIDLIST_ABSOLUTE folder, IDataObject* selected, UINT idCount, UINT flags) {
  const auto init = make<IShellExtInit>(registeredMenu(folder != nullptr));
  require(static_cast<bool>(init), "the menu handler can be made");
  require(init->Initialize(folder, selected, nullptr) == S_OK, "it takes any selection");
  require(SUCCEEDED(init->QueryInterface(kIidOf<IContextMenu>, reinterpret_cast<void**>(handler_.out()))), "it makes menus");
  menu_ = CreatePopupMenu();
  AppendMenuW(menu_, MF_STRING, 1, L"&Open");
  AppendMenuW(menu_, MF_STRING, 2, L"P&roperties");
  const HRESULT result = handler_->QueryContextMenu(menu_, 1, kFirstId, kFirstId + idCount - 1, flags);
  const auto given = texts();
  check(SUCCEEDED(result) && HRESULT_CODE(result) == static_cast<int>(given.size()), "the handler says how many numbers it used");
}

OpenMenu::~OpenMenu() { DestroyMenu(menu_); }

std::vector<std::wstring> OpenMenu::texts() const {
  std::vector<std::wstring> texts;
  if (GetMenuItemCount(menu_) != 3) return texts;
  texts.push_back(textAt(menu_, 1));
  const HMENU below = GetSubMenu(menu_, 1);
  for (int entry = 0; entry < GetMenuItemCount(below); ++entry) texts.push_back(textAt(below, static_cast<UINT>(entry)));
  return texts;
}

bool OpenMenu::isEnabled(int entry) const { return !(GetMenuState(GetSubMenu(menu_, 1), static_cast<UINT>(entry), MF_BYPOSITION) & (MF_DISABLED | MF_GRAYED)); }

std::wstring OpenMenu::commandText(UINT id, UINT what) const {
  wchar_t text[256] = L"";
  return SUCCEEDED(handler_->GetCommandString(id, what, nullptr, reinterpret_cast<char*>(text), 256)) ? text : L"";
}

std::wstring OpenMenu::canonicalName(UINT id) const { return commandText(id, GCS_VERBW); }
std::wstring OpenMenu::help(UINT id) const { return commandText(id, GCS_HELPTEXTW); }

HRESULT OpenMenu::invokeBy(const char* verb) const {
  CMINVOKECOMMANDINFO info{};
  info.cbSize = sizeof info;
  info.lpVerb = verb;
  return handler_->InvokeCommand(&info);
}

HRESULT OpenMenu::invoke(UINT id) const { return invokeBy(MAKEINTRESOURCEA(id)); }
HRESULT OpenMenu::invoke(const char* name) const { return invokeBy(name); }

std::unique_ptr<OpenMenu> menuWith(std::size_t texts, IDataObject* selected) {
  std::unique_ptr<OpenMenu> menu;
  becomes([&] {
    menu = std::make_unique<OpenMenu>(selected);
    return menu->texts().size() == texts;
  });
  require(menu->texts().size() == texts, "the menu has " + std::to_string(texts) + " texts");
  return menu;
}

}  // namespace mamori::host
