// Says to the launcher's window what Windows would say, and reads what Windows would read of its program. driver.exe WHAT [PROGRAM|PROCESS]
#include <windows.h>

#include <cstdio>
#include <cwchar>
#include <string>
#include <vector>

namespace {

HWND launcherWindow() { return FindWindowW(L"MamoriLauncher", nullptr); }

/// Sends a message as the system does, and waits until it was dealt with; how long that took, in ms, or -1.
int send(UINT message, WPARAM first, LPARAM second) {
  const HWND window = launcherWindow();
  const ULONGLONG began = GetTickCount64();
  DWORD_PTR answer = 0;
  if (!window || !SendMessageTimeoutW(window, message, first, second, SMTO_NORMAL, 30'000, &answer)) return -1;
  return static_cast<int>(GetTickCount64() - began);
}

int describe(const wchar_t* program) {
  DWORD unused = 0;
  std::vector<std::byte> info(GetFileVersionInfoSizeW(program, &unused));
  void* text = nullptr;
  UINT length = 0;
  if (info.empty() || !GetFileVersionInfoW(program, 0, static_cast<DWORD>(info.size()), info.data()) ||
      !VerQueryValueW(info.data(), L"\\StringFileInfo\\040904b0\\ProductVersion", &text, &length)) {
    return 1;
  }
  const HMODULE module = LoadLibraryExW(program, nullptr, LOAD_LIBRARY_AS_DATAFILE);
  const bool hasIcon = module && FindResourceW(module, MAKEINTRESOURCEW(1), RT_GROUP_ICON);
  std::printf("version %ls%s\n", static_cast<const wchar_t*>(text), hasIcon ? " icon" : "");
  return 0;
}

/// As the task manager does it.
int kill(const wchar_t* number) {
  const HANDLE process = OpenProcess(PROCESS_TERMINATE, FALSE, static_cast<DWORD>(wcstoul(number, nullptr, 10)));
  const bool killed = process && TerminateProcess(process, 1);
  std::puts(killed ? "killed" : "not killed");
  return killed ? 0 : 1;
}

}  // namespace

int wmain(int count, wchar_t** words) {
  const std::wstring what = count > 1 ? words[1] : L"";
  if (what == L"describe" && count > 2) return describe(words[2]);
  if (what == L"kill" && count > 2) return kill(words[2]);
  int tookMs = -1;
  if (what == L"suspend") tookMs = send(WM_POWERBROADCAST, PBT_APMSUSPEND, 0);
  if (what == L"resume") tookMs = send(WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC, 0);
  if (what == L"unlock") tookMs = send(0x02B1 /* WM_WTSSESSION_CHANGE */, 0x8 /* WTS_SESSION_UNLOCK */, 0);
  if (what == L"end-called-off" && send(WM_QUERYENDSESSION, 0, 0) >= 0) tookMs = send(WM_ENDSESSION, FALSE, 0);
  if (what == L"end" && send(WM_QUERYENDSESSION, 0, static_cast<LPARAM>(ENDSESSION_LOGOFF)) >= 0) {
    tookMs = send(WM_ENDSESSION, TRUE, static_cast<LPARAM>(ENDSESSION_LOGOFF));
  }
  std::printf("took %d\n", tookMs);
  return tookMs < 0;
}
