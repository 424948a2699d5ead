#include <windows.h>

#include <vector>

#include "check.h"
#include "menu_reading.h"
#include "published_table.h"
#include "scenarios.h"
#include "shell_objects.h"

namespace mamori::host {
namespace {

const std::wstring kRoot = L"C:\\shared";

/// Rises with each other process that has seen the table as it is at first.
HANDLE seenCounter() { return CreateSemaphoreW(nullptr, 0, 2, L"MamoriHostSeen"); }

HANDLE startSelf(const wchar_t* scenario) {
  wchar_t path[MAX_PATH + 1] = L"";
  GetModuleFileNameW(nullptr, path, MAX_PATH);
  std::wstring commandLine = std::wstring(L"host.exe ") + scenario;
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started{};
  require(CreateProcessW(path, commandLine.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &startup, &started), "another process can be started");
  CloseHandle(started.hThread);
  return started.hProcess;
}

}  // namespace

/// A second process with the extension, as a file dialog is.
void otherProcessScenario() {
  const auto overlays = makeOverlays();
  check(becomes([&] { return claimedBy(overlays, kRoot + L"\\saved") == "2"; }), "another process sees the same table");
  const HANDLE seen = seenCounter();
  ReleaseSemaphore(seen, 1, nullptr);
  check(becomes([&] { return claimedBy(overlays, kRoot + L"\\saved") == "1"; }, 60'000), "and the same change");
  CloseHandle(seen);
  const std::wstring name = std::to_wstring(GetCurrentProcessId()) + L".txt";
  check(OpenMenu(dataObjectOf(folderWith(L"menu", {name}), {name}).get()).texts().size() >= 6, "and has the menu");
}

void processesScenario() {
  PublishedTable table(kRoot);
  table.put(L"saved", MAMORI_STATE_PROTECTED);
  const HANDLE seen = seenCounter();
  const std::vector<HANDLE> others{startSelf(L"other-process"), startSelf(L"other-process")};
  const auto overlays = makeOverlays();
  check(becomes([&] { return claimedBy(overlays, kRoot + L"\\saved") == "2"; }), "the table is found");
  int noted = 0;
  check(becomes([&] { return (noted += static_cast<int>(table.takeAsked().size())) >= 2; }, 20'000), "each process says which folders it shows");
  for (std::size_t other = 0; other < others.size(); ++other) check(WaitForSingleObject(seen, 30'000) == WAIT_OBJECT_0, "another process has seen the table");
  CloseHandle(seen);
  table.put(L"saved", MAMORI_STATE_IN_PROGRESS);
  check(WaitForMultipleObjects(static_cast<DWORD>(others.size()), others.data(), TRUE, 60'000) == WAIT_OBJECT_0, "all end");
  for (const HANDLE other : others) {
    DWORD code = 1;
    GetExitCodeProcess(other, &code);
    check(code == 0, "and found what they should");
    CloseHandle(other);
  }
}

}  // namespace mamori::host
