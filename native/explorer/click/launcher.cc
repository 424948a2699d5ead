#include "click/launcher.h"

#include <windows.h>

#include <atomic>
#include <string>
#include <string_view>

#include "base/windows/unique_handle.h"

namespace mamori::explorer {
namespace {

constexpr ULONGLONG kStartEveryMs = 5'000;
std::atomic<ULONGLONG> notBeforeMs{0};

std::wstring launcherPath() {
  wchar_t path[MAX_PATH + 1] = L"";
  DWORD bytes = sizeof path;
  return RegGetValueW(HKEY_CURRENT_USER, L"Software\\Mamori", L"Launcher", RRF_RT_REG_SZ, nullptr, path, &bytes) == ERROR_SUCCESS ? path : L"";
}

/// On a drive: a program on a server, or one found by searching, may be anybody's.
bool isOnDrive(std::wstring_view path) noexcept { return path.size() > 3 && path.substr(1, 2) == L":\\" && path.find(L'"') == std::wstring_view::npos; }

bool start(const std::wstring& program, DWORD flags) {
  std::wstring commandLine = L'"' + program + L'"';  // may be written to
  const std::wstring folder = program.substr(0, program.find_last_of(L'\\') + 1);
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started{};
  if (!CreateProcessW(program.c_str(), commandLine.data(), nullptr, nullptr, FALSE, flags, nullptr, folder.c_str(), &startup, &started)) return false;
  const UniqueHandle process(started.hProcess), thread(started.hThread);
  return true;
}

}  // namespace

bool startLauncher() noexcept {
  const ULONGLONG now = GetTickCount64();
  ULONGLONG notBefore = notBeforeMs.load();
  if (now < notBefore || !notBeforeMs.compare_exchange_strong(notBefore, now + kStartEveryMs)) return true;
  try {
    const std::wstring program = launcherPath();
    // A browser with our menu in its file dialog may take all it started along when it ends; not every job lets a program out.
    return isOnDrive(program) && (start(program, CREATE_NO_WINDOW | CREATE_BREAKAWAY_FROM_JOB) || start(program, CREATE_NO_WINDOW));
  } catch (...) {
    return false;
  }
}

}  // namespace mamori::explorer
