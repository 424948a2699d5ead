#include "events/launcher_window.h"

#include <wtsapi32.h>

#include <algorithm>

#include "events/launcher_words.h"

namespace mamori::launcher {
namespace {

constexpr wchar_t kClassName[] = L"MamoriLauncher";
/// A launcher that has just begun has its mutex before its window.
constexpr int kLooks = 40;
constexpr DWORD kLookMs = 50;
constexpr DWORD kHandoverMs = 5'000;
/// Windows gives about two seconds before it sleeps.
constexpr std::uint32_t kSleepMs = 1'800;
/// With a reason to wait Windows shows it instead of ending us after five seconds.
constexpr std::uint32_t kEndMs = 20'000;
/// Windows ends a session program by program. The agent has a window as well, its icon's: asked before us, it would be ended before it was told.
constexpr DWORD kAskedFirst = 0x3FF;

bool isNonce(const std::string& text) noexcept {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::unique_ptr<LauncherWindow> LauncherWindow::open(const AgentProgram& program) {
  std::unique_ptr<LauncherWindow> self(new LauncherWindow());
  const HINSTANCE instance = GetModuleHandleW(nullptr);
  WNDCLASSEXW shape{};
  shape.cbSize = sizeof shape;
  shape.lpfnWndProc = onMessage;
  shape.hInstance = instance;
  shape.hIcon = LoadIconW(instance, MAKEINTRESOURCEW(1));
  shape.lpszClassName = kClassName;
  if (!RegisterClassExW(&shape)) return nullptr;
  self->window_ = CreateWindowExW(WS_EX_TOOLWINDOW, kClassName, L"Mamori", WS_POPUP, 0, 0, 0, 0, nullptr, nullptr, instance, nullptr);
  if (!self->window_) return nullptr;
  self->supervisor_ = std::make_unique<Supervisor>(program, self->window_);
  SetWindowLongPtrW(self->window_, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(self.get()));
  WTSRegisterSessionNotification(self->window_, NOTIFY_FOR_THIS_SESSION);
  SetProcessShutdownParameters(kAskedFirst, 0);
  return self;
}

LauncherWindow::~LauncherWindow() {
  if (!window_) return;
  WTSUnRegisterSessionNotification(window_);
  SetWindowLongPtrW(window_, GWLP_USERDATA, 0);
  DestroyWindow(window_);
}

int LauncherWindow::run() {
  MSG message{};
  while (GetMessageW(&message, nullptr, 0, 0) > 0) DispatchMessageW(&message);
  return static_cast<int>(message.wParam);
}

bool LauncherWindow::handOver(Handover what, const std::string& nonce) {
  HWND other = nullptr;
  for (int look = 0; !(other = FindWindowW(kClassName, nullptr)); ++look) {
    if (look == kLooks) return false;
    Sleep(kLookMs);
  }
  std::string text = nonce;
  COPYDATASTRUCT data{static_cast<ULONG_PTR>(what), static_cast<DWORD>(text.size()), text.data()};
  DWORD_PTR taken = 0;
  return SendMessageTimeoutW(other, WM_COPYDATA, 0, reinterpret_cast<LPARAM>(&data), SMTO_ABORTIFHUNG, kHandoverMs, &taken) && taken;
}

LRESULT CALLBACK LauncherWindow::onMessage(HWND window, UINT message, WPARAM first, LPARAM second) noexcept {
  const auto self = reinterpret_cast<LauncherWindow*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  try {
    if (self) return self->handle(window, message, first, second);
  } catch (...) {  // out of memory: what is lost is one event
    return 0;
  }
  return DefWindowProcW(window, message, first, second);
}

LRESULT LauncherWindow::handle(HWND window, UINT message, WPARAM first, LPARAM second) {
  switch (message) {
    case Supervisor::kAgentEnded:
      supervisor_->agentEnded(static_cast<DWORD>(first));
      return 0;
    case WM_TIMER:
      handleTimer(first);
      return 0;
    case WM_QUERYENDSESSION:
      ShutdownBlockReasonCreate(window, textOf(LauncherText::kSessionWaits));
      return TRUE;
    case WM_ENDSESSION:
      if (first) {
        supervisor_->endSession(second & ENDSESSION_LOGOFF ? "logoff" : "shutdown", kEndMs);
        PostQuitMessage(0);
      }
      ShutdownBlockReasonDestroy(window);
      return 0;
    case WM_POWERBROADCAST:
      return handlePower(first);
    case WM_WTSSESSION_CHANGE:
      if (first == WTS_SESSION_UNLOCK) supervisor_->tell("session-unlocked");
      return 0;
    case WM_COPYDATA:
      return handleHandover(reinterpret_cast<const COPYDATASTRUCT*>(second));
    default:
      return DefWindowProcW(window, message, first, second);
  }
}

void LauncherWindow::handleTimer(UINT_PTR timer) {
  if (timer == Supervisor::kAttempt) supervisor_->attempt();
}

LRESULT LauncherWindow::handlePower(WPARAM what) {
  if (what == PBT_APMSUSPEND) supervisor_->tellAndWait("will-sleep", kSleepMs);
  // Comes after each wake; PBT_APMRESUMESUSPEND only when a person is there.
  if (what == PBT_APMRESUMEAUTOMATIC) supervisor_->tell("woke");
  return TRUE;
}

LRESULT LauncherWindow::handleHandover(const COPYDATASTRUCT* data) {
  if (!data || data->cbData > 64) return FALSE;
  const std::string nonce(static_cast<const char*>(data->lpData), data->cbData);
  if (data->dwData == static_cast<ULONG_PTR>(Handover::kStart)) supervisor_->start();
  else if (data->dwData == static_cast<ULONG_PTR>(Handover::kPress) && isNonce(nonce)) supervisor_->press(nonce);
  else return FALSE;
  return TRUE;
}

}  // namespace mamori::launcher
