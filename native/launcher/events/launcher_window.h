#pragma once

#include <windows.h>

#include <memory>
#include <string>

#include "agent/supervisor.h"

namespace mamori::launcher {

/// What a second launcher hands over (WM_COPYDATA, dwData).
enum class Handover : ULONG_PTR { kStart = 1, kPress = 2 };

/// A window that nobody sees. It is no message-only window: those are told neither of the end of a session nor of sleep.
///
/// Each message is turned into what the supervisor does about it; the only thing that waits is what has to be done before the system goes on.
class LauncherWindow {
 public:
  /// Nothing when Windows gives none.
  static std::unique_ptr<LauncherWindow> open(const AgentProgram& program);
  ~LauncherWindow();

  Supervisor& supervisor() noexcept { return *supervisor_; }

  /// Until the agent has ended cleanly or the session is over; the exit code.
  static int run();

  /// Hands something over to the launcher that runs in this session; whether there is one that took it.
  static bool handOver(Handover what, const std::string& nonce);

 private:
  LauncherWindow() = default;
  static LRESULT CALLBACK onMessage(HWND window, UINT message, WPARAM first, LPARAM second) noexcept;
  LRESULT handle(HWND window, UINT message, WPARAM first, LPARAM second);
  void handleTimer(UINT_PTR timer);
  LRESULT handlePower(WPARAM what);
  LRESULT handleHandover(const COPYDATASTRUCT* data);

  HWND window_ = nullptr;
  std::unique_ptr<Supervisor> supervisor_;
};

}  // namespace mamori::launcher
