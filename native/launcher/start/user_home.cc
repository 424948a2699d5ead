#include "start/user_home.h"

#include <windows.h>

namespace mamori::launcher {
namespace {

constexpr std::size_t kMaxPath = 32'767;

std::wstring variable(const wchar_t* name) {
  std::wstring value(kMaxPath, L'\0');
  value.resize(GetEnvironmentVariableW(name, value.data(), static_cast<DWORD>(value.size())));
  return value;
}

}  // namespace

std::wstring userHome() {
  const std::wstring named = variable(L"MAMORI_HOME");
  const std::wstring local = variable(L"LOCALAPPDATA");
  if (named.empty()) return local.empty() ? std::wstring() : local + L"\\Mamori";
  std::wstring full(kMaxPath, L'\0');
  full.resize(GetFullPathNameW(named.c_str(), static_cast<DWORD>(full.size()), full.data(), nullptr));
  while (full.size() > 3 && full.back() == L'\\') full.pop_back();
  return full;
}

}  // namespace mamori::launcher
