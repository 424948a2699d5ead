#include <windows.h>

#include "base/windows/unique_handle.h"
#include "module/machine_policy.h"
#include "module/module_use.h"
#include "versions/versions_window.h"

namespace mamori::explorer {
namespace {

constexpr std::size_t kMaxCommandLine = 32'766;

std::wstring systemProgram(const wchar_t* name) {
  wchar_t folder[MAX_PATH + 1] = L"";
  GetSystemDirectoryW(folder, MAX_PATH);
  return std::wstring(folder) + L'\\' + name;
}

std::wstring modulePath() {
  wchar_t path[MAX_PATH + 1] = L"";
  const DWORD units = GetModuleFileNameW(thisModule(), path, MAX_PATH);
  return units < MAX_PATH ? path : L"";
}

}  // namespace

bool startVersionsWindow(const std::wstring& path) {
  const std::wstring program = systemProgram(L"rundll32.exe"), module = modulePath();
  std::wstring commandLine = L'"' + program + L"\" \"" + module + L"\",ShowVersions " + path;
  if (module.empty() || commandLine.size() > kMaxCommandLine) return false;
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started{};
  if (!CreateProcessW(program.c_str(), commandLine.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &startup, &started)) return false;
  // Who was clicked at may bring a window to the front, and hands that on.
  AllowSetForegroundWindow(started.dwProcessId);
  const UniqueHandle process(started.hProcess), thread(started.hThread);
  return true;
}

}  // namespace mamori::explorer

/// What rundll32 calls; everything after the name and a blank is the path.
extern "C" void CALLBACK ShowVersionsW(HWND, HINSTANCE, wchar_t* path, int) {
  using namespace mamori::explorer;
  if (path && mayServeThisProcess()) showVersionsWindow(path);
}
