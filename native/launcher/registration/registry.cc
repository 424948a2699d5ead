#include "registration/registry.h"

#include <windows.h>

namespace mamori::launcher {
namespace {

bool isGone(LSTATUS status) noexcept { return status == ERROR_SUCCESS || status == ERROR_FILE_NOT_FOUND; }

}  // namespace

std::wstring readValue(const wchar_t* key, const wchar_t* name) {
  std::wstring text(32'767, L'\0');
  DWORD bytes = static_cast<DWORD>(text.size() * sizeof(wchar_t));
  if (RegGetValueW(HKEY_CURRENT_USER, key, name, RRF_RT_REG_SZ, nullptr, text.data(), &bytes) != ERROR_SUCCESS) return {};
  text.resize(bytes / sizeof(wchar_t));
  while (!text.empty() && text.back() == L'\0') text.pop_back();
  return text;
}

bool writeValue(const std::wstring& key, const wchar_t* name, const std::wstring& text) noexcept {
  const DWORD bytes = static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t));
  return RegSetKeyValueW(HKEY_CURRENT_USER, key.c_str(), name, REG_SZ, text.c_str(), bytes) == ERROR_SUCCESS;
}

bool deleteValue(const wchar_t* key, const wchar_t* name) noexcept { return isGone(RegDeleteKeyValueW(HKEY_CURRENT_USER, key, name)); }

bool deleteKey(const wchar_t* key) noexcept { return isGone(RegDeleteTreeW(HKEY_CURRENT_USER, key)); }

}  // namespace mamori::launcher
