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

/// Asks again until it is true or `limitMs` have passed; between two questions the system wakes others.
template <typename Condition>
bool becomes(Condition condition, unsigned limitMs = 10'000);

}  // namespace mamori::host

#include "check_waiting.h"
