#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/back_off.h"
#include "agent/child.h"
#include "start/agent_program.h"

namespace mamori::launcher {

/// What the window asks of its supervisor. All on the window's thread; nothing here waits but where it says so.
///
/// Keeps the agent running: one that fails is started again after a pause, for ever; one that ends cleanly (`mamori stop`) ends the launcher too.
class Supervisor {
 public:
  /// Posted to the window when the agent's process has ended.
  static constexpr UINT kAgentEnded = WM_APP + 1;
  /// The window's timer: the next attempt.
  static constexpr UINT_PTR kAttempt = 1;

  Supervisor(AgentProgram program, HWND window) : program_(std::move(program)), window_(window) {}

  /// Starts the agent unless it runs; does not wait for the end of a pause.
  void start();

  /// A process has ended; of an earlier agent it means nothing.
  void agentEnded(DWORD process);

  /// The pause is over.
  void attempt();

  /// A toast's button. Without an agent one is started, which finds the line on its input.
  void press(const std::string& nonce);

  /// Tells the agent and goes on.
  void tell(const char* event, const std::string& argument = {});

  /// Tells the agent and waits for its answer, for `limitMs` at most: the system waits as well.
  void tellAndWait(const char* event, std::uint32_t limitMs);

  /// Tells the agent that the session ends and waits for its end, for `limitMs` at most. None is started any more.
  void endSession(const std::string& how, std::uint32_t limitMs);

 private:
  AgentProgram program_;
  HWND window_;
  std::unique_ptr<Child> child_;
  BackOff backOff_;
  bool sessionEnds_ = false;
};

}  // namespace mamori::launcher
