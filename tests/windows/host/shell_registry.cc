#include "shell_registry.h"

#include <windows.h>

#include <objbase.h>

#include <algorithm>

#include "check.h"

namespace mamori::host {
namespace {

std::wstring text(HKEY root, const std::wstring& key, const wchar_t* name) {
  wchar_t value[1024] = {};
  DWORD bytes = sizeof value - sizeof(wchar_t);
  return RegGetValueW(root, key.c_str(), name, RRF_RT_REG_SZ, nullptr, value, &bytes) == ERROR_SUCCESS ? value : L"";
}

CLSID idOf(const std::wstring& value) {
  CLSID id{};
  CLSIDFromString(value.c_str(), &id);
  return id;
}

}  // namespace

std::vector<RegisteredOverlay> registeredOverlays() {
  const std::wstring key = L"SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\ShellIconOverlayIdentifiers";
  HKEY opened = nullptr;
  require(RegOpenKeyExW(HKEY_LOCAL_MACHINE, key.c_str(), 0, KEY_READ, &opened) == ERROR_SUCCESS, "the shell's list of overlays exists");
  std::vector<RegisteredOverlay> found;
  wchar_t name[256];
  for (DWORD index = 0, units = 256; RegEnumKeyExW(opened, index, name, &units, nullptr, nullptr, nullptr, nullptr) == ERROR_SUCCESS; ++index, units = 256) {
    if (std::wstring(name).find(L"Mamori") != std::wstring::npos) found.push_back({name, idOf(text(HKEY_LOCAL_MACHINE, key + L"\\" + name, nullptr))});
  }
  RegCloseKey(opened);
  std::sort(found.begin(), found.end(), [](const auto& left, const auto& right) { return left.name < right.name; });
  return found;
}

CLSID registeredMenu(bool isBackground) {
  const std::wstring type = isBackground ? L"Directory\\Background" : L"AllFilesystemObjects";
  return idOf(text(HKEY_CLASSES_ROOT, type + L"\\shellex\\ContextMenuHandlers\\Mamori", nullptr));
}

std::wstring classValue(const CLSID& id, const wchar_t* key, const wchar_t* name) {
  wchar_t id16[40] = {};
  StringFromGUID2(id, id16, 40);
  return text(HKEY_CLASSES_ROOT, std::wstring(L"CLSID\\") + id16 + key, name);
}

std::uint64_t slotNotedMs(const wchar_t* name) {
  const std::wstring noted = text(HKEY_CURRENT_USER, L"SOFTWARE\\Mamori\\Explorer\\Overlays", name);
  return noted.empty() ? 0 : std::stoull(noted);
}

void setPolicy(bool forUser, const wchar_t* name, int value) {
  const HKEY root = forUser ? HKEY_CURRENT_USER : HKEY_LOCAL_MACHINE;
  const wchar_t* key = L"SOFTWARE\\Mamori\\Explorer";
  if (value < 0) {
    RegDeleteKeyValueW(root, key, name);
    return;
  }
  const DWORD number = static_cast<DWORD>(value);
  require(RegSetKeyValueW(root, key, name, REG_DWORD, &number, sizeof number) == ERROR_SUCCESS, "the policy can be set");
}

}  // namespace mamori::host
