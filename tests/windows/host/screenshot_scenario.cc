#include <windows.h>

#include <commctrl.h>
#include <shellapi.h>

#include "check.h"
#include "menu_reading.h"
#include "published_table.h"
#include "scenarios.h"
#include "scripted_agent.h"
#include "shell_registry.h"

namespace mamori::host {
namespace {

constexpr UINT kCloseTimer = 1, kKeyTimer = 2;
constexpr int kIcon = 32, kLine = 44;

struct Shown {
  std::wstring name;
  int overlay;  // its place among the handlers; -1: none
};

struct Window {
  std::vector<Shown> files;
  HIMAGELIST icons = nullptr;
  const OpenMenu* menu = nullptr;
};

void paint(HWND window, const Window& state) {
  PAINTSTRUCT painting;
  const HDC device = BeginPaint(window, &painting);
  int top = 12;
  for (const auto& [name, overlay] : state.files) {
    ImageList_Draw(state.icons, 0, device, 12, top, ILD_TRANSPARENT);
    // Wine leaves overlays out where the icon below has transparency of its own; drawn on top they look as they do on Windows.
    if (overlay >= 0) ImageList_Draw(state.icons, overlay + 1, device, 12, top, ILD_TRANSPARENT);
    TextOutW(device, 56, top + 8, name.c_str(), static_cast<int>(name.size()));
    top += kLine;
  }
  EndPaint(window, &painting);
}

LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM wide, LPARAM longer) {
  auto* state = reinterpret_cast<Window*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (message == WM_PAINT && state) {
    paint(window, *state);
    return 0;
  }
  if (message == WM_TIMER && wide == kKeyTimer) {
    KillTimer(window, kKeyTimer);
    // Into the menu, down to our entry, and into its submenu.
    for (const WORD key : {VK_DOWN, VK_DOWN, VK_RIGHT, VK_DOWN}) PostMessageW(window, WM_KEYDOWN, key, 0);
    return 0;
  }
  if (message == WM_TIMER && wide == kCloseTimer) {
    EndMenu();
    PostQuitMessage(0);
    return 0;
  }
  return DefWindowProcW(window, message, wide, longer);
}

HIMAGELIST iconsWithOverlays(const std::vector<ComPtr<IShellIconOverlayIdentifier>>& overlays) {
  const HIMAGELIST icons = ImageList_Create(kIcon, kIcon, ILC_COLOR32 | ILC_MASK, 4, 0);
  ImageList_AddIcon(icons, LoadIconW(nullptr, IDI_APPLICATION));
  for (std::size_t place = 0; place < overlays.size(); ++place) {
    wchar_t file[MAX_PATH] = L"";
    int index = 0;
    DWORD flags = 0;
    HICON icon = nullptr;
    overlays[place]->GetOverlayInfo(file, MAX_PATH, &index, &flags);
    check(ExtractIconExW(file, index, &icon, nullptr, 1) == 1, "an overlay's icon can be drawn");
    check(ImageList_SetOverlayImage(icons, ImageList_AddIcon(icons, icon), static_cast<int>(place) + 1), "and laid over others");
    DestroyIcon(icon);
  }
  return icons;
}

}  // namespace

/// A window with a file of each state, and our menu open on the first.
void screenshotScenario() {
  const std::wstring folder = folderWith(L"Office", {L"saved.txt", L"being saved.txt", L"broken.txt", L"other.txt"});
  PublishedTable table(folder);
  table.put(L"saved.txt", MAMORI_STATE_PROTECTED);
  table.put(L"being saved.txt", MAMORI_STATE_IN_PROGRESS);
  table.put(L"broken.txt", MAMORI_STATE_PROBLEM);
  const auto overlays = makeOverlays();
  require(becomes([&] { return claimedBy(overlays, folder + L"\\saved.txt") == "2"; }), "the table is found");
  Window state;
  state.icons = iconsWithOverlays(overlays);
  for (const wchar_t* name : {L"saved.txt", L"being saved.txt", L"broken.txt", L"other.txt"}) {
    const std::string claimed = claimedBy(overlays, folder + L"\\" + name);
    state.files.push_back({name, claimed.empty() ? -1 : std::stoi(claimed)});
  }
  const ScriptedAgent agent([](const std::string&, const std::string&) { return someVersions(8); });
  const auto opened = menuWith(13, dataObjectOf(folder, {L"saved.txt"}).get());
  const OpenMenu& menu = *opened;
  WNDCLASSW kind{};
  kind.lpfnWndProc = procedure;
  kind.lpszClassName = L"MamoriHost";
  kind.hbrBackground = reinterpret_cast<HBRUSH>(COLOR_WINDOW + 1);
  RegisterClassW(&kind);
  const HWND window = CreateWindowW(L"MamoriHost", L"Office", WS_OVERLAPPEDWINDOW, 20, 20, 700, 400, nullptr, nullptr, nullptr, nullptr);
  require(window != nullptr, "a window can be made");
  SetWindowLongPtrW(window, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(&state));
  ShowWindow(window, SW_SHOW);
  UpdateWindow(window);
  SetTimer(window, kKeyTimer, 500, nullptr);
  SetTimer(window, kCloseTimer, 5'000, nullptr);
  TrackPopupMenu(menu.handle(), TPM_LEFTALIGN, 170, 90, 0, window, nullptr);
  check(true, "the window was shown with the menu open");
  DestroyWindow(window);
  ImageList_Destroy(state.icons);
}

}  // namespace mamori::host
