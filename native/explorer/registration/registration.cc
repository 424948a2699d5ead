#include "registration/registration.h"

#include <shlobj.h>

#include <memory>

#include "module/module_use.h"
#include "overlay/slot_record.h"
#include "registration/registry_entries.h"

namespace mamori::explorer {
namespace {

struct KeyClosed {
  void operator()(HKEY key) const noexcept { RegCloseKey(key); }
};
using UniqueKey = std::unique_ptr<std::remove_pointer_t<HKEY>, KeyClosed>;

LSTATUS openSoftware(UniqueKey& out) noexcept {
  HKEY key = nullptr;
  // The 64-bit view, also when a 32-bit installer should ever load this.
  const LSTATUS status = RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SOFTWARE", 0, KEY_READ | KEY_WRITE | KEY_WOW64_64KEY, &key);
  out.reset(key);
  return status;
}

LSTATUS enter(HKEY software, const RegistryEntry& entry) noexcept {
  HKEY opened = nullptr;
  const LSTATUS status = RegCreateKeyExW(software, entry.key.c_str(), 0, nullptr, 0, KEY_SET_VALUE | KEY_WOW64_64KEY, nullptr, &opened, nullptr);
  if (status != ERROR_SUCCESS) return status;
  const UniqueKey key(opened);
  const auto bytes = static_cast<DWORD>((entry.text.size() + 1) * sizeof(wchar_t));
  return RegSetValueExW(key.get(), entry.name.empty() ? nullptr : entry.name.c_str(), 0, REG_SZ, reinterpret_cast<const BYTE*>(entry.text.c_str()), bytes);
}

bool isGoneOr(LSTATUS status) noexcept { return status == ERROR_SUCCESS || status == ERROR_FILE_NOT_FOUND || status == ERROR_PATH_NOT_FOUND; }

LSTATUS takeOut(HKEY software) {
  LSTATUS first = ERROR_SUCCESS;
  const auto note = [&](LSTATUS status) {
    if (!isGoneOr(status) && first == ERROR_SUCCESS) first = status;
  };
  for (const std::wstring& key : ownKeys()) note(RegDeleteTreeW(software, key.c_str()));
  for (const RegistryEntry& entry : entriesOf({})) {
    if (!entry.name.empty()) note(RegDeleteKeyValueW(software, entry.key.c_str(), entry.name.c_str()));
  }
  return first;
}

/// The module's own path; empty when the system does not tell it.
std::wstring modulePath() {
  std::wstring path(32'767, L'\0');
  path.resize(GetModuleFileNameW(thisModule(), path.data(), static_cast<DWORD>(path.size())));
  return path;
}

void tellShell() noexcept { SHChangeNotify(SHCNE_ASSOCCHANGED, SHCNF_IDLIST, nullptr, nullptr); }

}  // namespace

HRESULT registerServer() {
  UniqueKey software;
  LSTATUS status = openSoftware(software);
  if (status != ERROR_SUCCESS) return HRESULT_FROM_WIN32(status);
  const std::wstring module = modulePath();
  if (module.empty()) return E_FAIL;
  for (const RegistryEntry& entry : entriesOf(module)) {
    status = enter(software.get(), entry);
    if (status == ERROR_SUCCESS) continue;
    takeOut(software.get());
    return HRESULT_FROM_WIN32(status);
  }
  tellShell();
  return S_OK;
}

HRESULT unregisterServer() {
  UniqueKey software;
  LSTATUS status = openSoftware(software);
  if (status == ERROR_SUCCESS) status = takeOut(software.get());
  forgetSlots();  // of the person who removes it
  tellShell();
  return HRESULT_FROM_WIN32(status);
}

}  // namespace mamori::explorer
