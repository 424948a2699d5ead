#include "agent/supervisor.h"

namespace mamori::launcher {
namespace {

/// The exit codes of `mamori up` (docs/cli.md).
constexpr DWORD kDone = 0;
constexpr DWORD kWrongUsage = 2;

}  // namespace

void Supervisor::start() {
  if (child_ || sessionEnds_) return;
  KillTimer(window_, kAttempt);
  child_ = Child::start(program_, window_, kAgentEnded);
  if (!child_) SetTimer(window_, kAttempt, backOff_.afterRun(0), nullptr);
}

void Supervisor::agentEnded(DWORD process) {
  if (!child_ || child_->number() != process) return;
  const DWORD code = child_->exitCode();
  const std::uint64_t ranMs = child_->ranMs();
  child_.reset();
  if (code == kDone || code == kWrongUsage || sessionEnds_) {
    PostQuitMessage(static_cast<int>(code));
    return;
  }
  SetTimer(window_, kAttempt, backOff_.afterRun(ranMs), nullptr);
}

void Supervisor::attempt() {
  KillTimer(window_, kAttempt);
  start();
}

void Supervisor::press(const std::string& nonce) {
  start();
  tell("press", nonce);
}

void Supervisor::tell(const char* event, const std::string& argument) {
  if (child_) child_->tell(event, argument);
}

void Supervisor::tellAndWait(const char* event, std::uint32_t limitMs) {
  if (child_) child_->waitUntilDone(child_->tell(event), limitMs);
}

void Supervisor::endSession(const std::string& how, std::uint32_t limitMs) {
  sessionEnds_ = true;
  KillTimer(window_, kAttempt);
  if (child_ && child_->tell("session-ending", how) != 0) child_->waitForEnd(limitMs);
}

}  // namespace mamori::launcher
