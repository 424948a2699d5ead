#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "agent/answers.h"
#include "base/windows/unique_handle.h"
#include "start/agent_program.h"

namespace mamori::launcher {

/// The agent's process: without a console, its input and output ours, what it says to people in a log file.
///
/// Lines go both ways as src/wire/launcher-lines.ts describes. Used from one thread; threads of its own read and wait. The process outlives its Child.
class Child {
 public:
  /// Starts it; nothing when that fails. Once the process has ended, message `onEnd` is posted to `window`, with the process's number as its first parameter.
  static std::unique_ptr<Child> start(const AgentProgram& program, HWND window, UINT onEnd);

  /// Tells an event and answers the line's number; 0 when nobody reads any more. Never waits: a pipe holds far more than the few lines there are.
  std::uint32_t tell(const char* event, const std::string& argument = {});

  /// Waits until the line is answered; false after `limitMs`, or when the process has ended.
  bool waitUntilDone(std::uint32_t number, std::uint32_t limitMs) { return number != 0 && answers_->waitFor(number, limitMs); }

  /// Waits for the end of the process.
  bool waitForEnd(std::uint32_t limitMs) const noexcept { return WaitForSingleObject(process_.get(), limitMs) == WAIT_OBJECT_0; }

  /// Of an ended process.
  DWORD exitCode() const noexcept;

  DWORD number() const noexcept { return GetProcessId(process_.get()); }
  std::uint64_t ranMs() const noexcept { return GetTickCount64() - startedMs_; }

 private:
  Child() = default;

  UniqueHandle process_, input_;
  std::shared_ptr<Answers> answers_ = std::make_shared<Answers>();
  std::uint64_t startedMs_ = 0;
  std::uint32_t lastTold_ = 0;
};

}  // namespace mamori::launcher
