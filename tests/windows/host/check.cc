#include "check.h"

#include <cstdio>
#include <cstdlib>

namespace mamori::host {
namespace {

bool failed = false;

}  // namespace

void check(bool good, const std::string& expectation) {
  failed = failed || !good;
  std::printf("%s: %s\n", good ? "ok" : "FAILED", expectation.c_str());
  std::fflush(stdout);
}

bool anyFailed() { return failed; }

void giveUp(const std::string& reason) {
  check(false, reason);
  std::_Exit(1);
}

}  // namespace mamori::host
