#include "tray/windows/tray_window.h"

#include <shellapi.h>
#include <windowsx.h>

#include <algorithm>

#include "tray/windows/popup_menu.h"
#include "tray/windows/wide.h"

namespace mamori::shim {
namespace {

constexpr wchar_t kClassName[] = L"MamoriTray";
constexpr UINT kIconEvent = WM_APP + 2;
constexpr UINT_PTR kRetry = 1;
/// A taskbar that has just begun, or is busy, refuses icons for a while.
constexpr UINT kFirstRetryMs = 1'000, kLastRetryMs = 60'000;
/// Between the press of a button, which closes the window of the state, and its release, which is the click.
constexpr ULONGLONG kOneClickMs = 400;

HMODULE ownModule() noexcept {
  HMODULE module = nullptr;
  // Kept for the life of the process: the thread runs code of ours, whoever unloads us.
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN, reinterpret_cast<const wchar_t*>(&ownModule), &module);
  return module;
}

HWND taskbar() noexcept { return FindWindowW(L"Shell_TrayWnd", nullptr); }

UINT taskbarDpi() noexcept {
  const HWND window = taskbar();
  const UINT dpi = window ? GetDpiForWindow(window) : 0;
  return dpi > 0 ? dpi : GetDpiForSystem();
}

std::uint32_t iconSize() noexcept { return static_cast<std::uint32_t>(GetSystemMetricsForDpi(SM_CXSMICON, taskbarDpi())); }

/// Versions of Windows differ in whether an ampersand in a tooltip shows, underlines what follows or vanishes: a wide one stands for it.
std::wstring tooltipOf(const TrayView& view) {
  std::wstring text = wide(view.words());
  std::replace(text.begin(), text.end(), L'&', L'＆');
  return text;
}

}  // namespace

void TrayWindow::live(const std::shared_ptr<TrayBoard>& board) noexcept {
  try {
    // Node's own awareness is none: Windows would enlarge a small icon, and draw the window of the state blurred.
    if (!SetThreadDpiAwarenessContext(DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2)) SetThreadDpiAwarenessContext(DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE);
    TrayWindow window(board);
    if (!window.open()) return board->tellShown(false);
    MSG message{};
    while (GetMessageW(&message, nullptr, 0, 0) > 0) DispatchMessageW(&message);
  } catch (...) {
    return;  // without memory there is no icon; everything in it is elsewhere as well
  }
}

TrayWindow::~TrayWindow() {
  board_->detach();
  state_.reset();
  icon_.reset();
  if (!window_) return;
  SetWindowLongPtrW(window_, GWLP_USERDATA, 0);
  DestroyWindow(window_);
}

bool TrayWindow::open() {
  const HINSTANCE module = ownModule();
  WNDCLASSEXW shape{};
  shape.cbSize = sizeof shape;
  shape.lpfnWndProc = onMessage;
  shape.hInstance = module;
  shape.lpszClassName = kClassName;
  RegisterClassExW(&shape);  // fails the second time, when it is there
  window_ = CreateWindowExW(WS_EX_TOOLWINDOW | WS_EX_LAYERED | WS_EX_TRANSPARENT, kClassName, L"Mamori", WS_POPUP, 0, 0, 1, 1, nullptr, nullptr, module, nullptr);
  if (!window_) return false;
  SetLayeredWindowAttributes(window_, 0, 0, LWA_ALPHA);  // one pixel that lets everything through, shown while the menu is
  icon_.emplace(window_, kIconEvent);
  state_.emplace(module);
  taskbarCreated_ = RegisterWindowMessageW(L"TaskbarCreated");
  // Else one that runs as administrator is not told by Explorer, which does not.
  for (const UINT message : {taskbarCreated_, kIconEvent}) ChangeWindowMessageFilterEx(window_, message, MSGFLT_ALLOW, nullptr);
  SetWindowLongPtrW(window_, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
  if (taskbar()) want();
  else report(false);
  board_->attach(window_);
  return true;
}

LRESULT CALLBACK TrayWindow::onMessage(HWND window, UINT message, WPARAM first, LPARAM second) noexcept {
  auto* const self = reinterpret_cast<TrayWindow*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  try {
    if (self) return self->handle(window, message, first, second);
  } catch (...) {  // out of memory: what is lost is one event
    return 0;
  }
  return DefWindowProcW(window, message, first, second);
}

LRESULT TrayWindow::handle(HWND window, UINT message, WPARAM first, LPARAM second) {
  if (message == taskbarCreated_) handleTaskbar();
  switch (message) {
    case TrayBoard::kNews:
      handleNews();
      return 0;
    case kIconEvent:
      handleIcon(LOWORD(second), {GET_X_LPARAM(first), GET_Y_LPARAM(first)});
      return 0;
    case WM_TIMER:
      KillTimer(window, first);
      draw();
      return 0;
    case WM_SETTINGCHANGE:
    case WM_DISPLAYCHANGE:
    case WM_DPICHANGED:
      if (taskbar()) want();
      draw();
      return 0;
    default:
      return DefWindowProcW(window, message, first, second);
  }
}

void TrayWindow::handleNews() {
  if (!board_->isClosed()) return draw();
  if (menuIsOpen_) EndMenu();
  PostQuitMessage(0);
}

void TrayWindow::handleTaskbar() {
  icon_->forget();
  retryMs_ = 0;
  wantedSize_ = 0;
  want();
  draw();
}

void TrayWindow::want() {
  const std::uint32_t size = iconSize();
  if (size != wantedSize_) board_->tellWanted(size);
  wantedSize_ = size;
}

void TrayWindow::handleIcon(UINT event, POINT at) {
  if (event == WM_CONTEXTMENU) openMenu(at);
  if (event == NIN_SELECT || event == NIN_KEYSELECT) openState(at);
}

void TrayWindow::draw() {
  const std::shared_ptr<const TrayView> view = board_->view();
  if (!view) return;
  state_->update(view);
  drawIcon(*view);
}

void TrayWindow::drawIcon(const TrayView& view) {
  std::shared_ptr<const TrayPicture> picture = board_->picture(view.picture, iconSize());
  UniqueIcon fresh = picture && picture != drawn_ ? iconOf(*picture) : nullptr;
  if (fresh) drawn_ = std::move(picture);
  report(drawn_ && icon_->show(std::move(fresh), tooltipOf(view)));
}

void TrayWindow::report(bool shown) {
  if (reported_ != shown) board_->tellShown(shown);
  reported_ = shown;
  if (shown) retryMs_ = 0;
  if (shown || !taskbar()) return;  // a new taskbar says so itself
  retryMs_ = retryMs_ == 0 ? kFirstRetryMs : std::min(2 * retryMs_, kLastRetryMs);
  SetTimer(window_, kRetry, retryMs_, nullptr);
}

void TrayWindow::openMenu(POINT at) {
  const std::shared_ptr<const TrayView> view = board_->view();
  if (!view || menuIsOpen_) return;
  state_->close();
  menuIsOpen_ = true;
  const std::optional<std::uint32_t> chosen = chooseFrom(view->items, window_, icon_->place(at));
  menuIsOpen_ = false;
  if (chosen) board_->tellChosen(*chosen);
}

void TrayWindow::openState(POINT at) {
  if (GetTickCount64() - state_->closedAtMs() < kOneClickMs) return;
  state_->open(icon_->place(at), taskbarDpi(), board_->view());
}

}  // namespace mamori::shim
