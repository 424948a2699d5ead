#include <windows.h>

#include <commctrl.h>

#include "check.h"
#include "menu_reading.h"
#include "scenarios.h"
#include "scripted_agent.h"
#include "versions/window_layout.h"

namespace mamori::host {
namespace {

using namespace mamori::explorer;

HWND findWindow() { return FindWindowW(L"MamoriVersions", nullptr); }

HWND listIn(HWND window) { return GetDlgItem(window, kListId); }

LRESULT rowsIn(HWND window) { return SendMessageW(listIn(window), LVM_GETITEMCOUNT, 0, 0); }

}  // namespace

/// "All versions…" opens a window in a process of its own. It stands for some seconds, to be photographed.
void versionsWindowScenario() {
  ScriptedAgent agent([](const std::string& verb, const std::string&) { return verb == "versions" ? someVersions(12) : resultOf(R"({"accepted":true})"); });
  const OpenMenu menu(dataObjectOf(folderWith(L"menu", {L"見積書 2026.xlsx"}), {L"見積書 2026.xlsx"}).get());
  check(menu.invoke("mamori.versions") == S_OK, "All versions is chosen");
  require(becomes([] { return findWindow() != nullptr; }, 20'000), "a window opens");
  const HWND window = findWindow();
  DWORD process = 0;
  GetWindowThreadProcessId(window, &process);
  check(process != GetCurrentProcessId(), "in a process of its own");
  wchar_t title[256] = L"";
  GetWindowTextW(window, title, 256);
  check(std::wstring(title).starts_with(L"見積書 2026.xlsx - "), "it names the file");
  check(becomes([&] { return rowsIn(window) == 11; }), "and lists all versions but the deletion");
  check(becomes([&] { return IsWindowEnabled(GetDlgItem(window, kRestoreId)); }), "the newest is chosen already");
  Sleep(3'000);  // for the picture
  PostMessageW(window, WM_COMMAND, kRestoreId, 0);
  check(becomes([&] { return agent.calls("click").size() == 1; }), "a version can be restored");
  check(agent.calls("click").front().find(R"("verb":"restore","version":100)") != std::string::npos, "the click names it");
  check(becomes([&] { return IsWindowEnabled(GetDlgItem(window, kCopyId)); }), "then the next can be chosen");
  PostMessageW(window, WM_COMMAND, kCopyId, 0);
  PostMessageW(window, WM_CLOSE, 0, 0);
  check(becomes([&] { return agent.calls("click").size() == 2; }), "what is chosen last is handed over before the window's program ends");
  check(agent.calls("click").back().find(R"("verb":"restore-copy","version":100)") != std::string::npos, "as a copy");
  check(becomes([] { return findWindow() == nullptr; }), "and the window closes");
}

}  // namespace mamori::host
