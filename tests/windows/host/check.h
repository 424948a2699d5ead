#pragma once

#include <string>

namespace mamori::host {

/// Prints "ok" or "FAILED" and what was expected. scripts/test-windows.mjs counts the lines.
void check(bool good, const std::string& expectation);

/// Whether any check failed so far.
bool anyFailed();

/// Gives up the scenario: nothing after this makes sense.
[[noreturn]] void giveUp(const std::string& reason);
inline void require(bool good, const std::string& what) {
  if (!good) giveUp(what);
}

/// How long an action takes, in ms: of up to five tries the shortest, for a busy machine holds up some of them and what waits holds up all. One below `enoughMs` is enough.
template <typename Action>
unsigned long long shortestMs(unsigned long long enoughMs, Action action);

/// Asks again until it is true or `limitMs` have passed; between two questions the system wakes others.
template <typename Condition>
bool becomes(Condition condition, unsigned limitMs = 10'000);

}  // namespace mamori::host

#include "check_waiting.h"
