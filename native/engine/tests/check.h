#pragma once

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

/// The smallest test harness that names behaviours: TEST("…") { CHECK(…); } and one main per program.
namespace check {

struct Case {
  const char* name;
  void (*body)();
};

inline std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}

inline int& failures() {
  static int count = 0;
  return count;
}

struct Register {
  Register(const char* name, void (*body)()) { cases().push_back({name, body}); }
};

inline void fail(const char* file, int line, const std::string& what) {
  ++failures();
  std::fprintf(stderr, "  %s:%d: %s\n", file, line, what.c_str());
}

/// Runs the cases whose name contains argv[1], or all; the exit code is 1 when one failed.
inline int run(int argc, char** argv) {
  const std::string wanted = argc > 1 ? argv[1] : "";
  int failedCases = 0, ran = 0;
  for (const Case& test : cases()) {
    if (std::string(test.name).find(wanted) == std::string::npos) continue;
    const int before = failures();
    test.body();
    ++ran;
    if (failures() != before) ++failedCases;
    std::printf("%s %s\n", failures() == before ? "ok  " : "FAIL", test.name);
    std::fflush(stdout);
  }
  std::printf("%d cases, %d failed\n", ran, failedCases);
  return failedCases || !ran ? 1 : 0;
}

}  // namespace check

#define CHECK_JOIN_INNER(a, b) a##b
#define CHECK_JOIN(a, b) CHECK_JOIN_INNER(a, b)
#define TEST(name)                                                                             \
  static void CHECK_JOIN(testBody, __LINE__)();                                                \
  static const check::Register CHECK_JOIN(testCase, __LINE__)(name, CHECK_JOIN(testBody, __LINE__)); \
  static void CHECK_JOIN(testBody, __LINE__)()

#define CHECK(condition) ((condition) ? void() : check::fail(__FILE__, __LINE__, #condition))
/// Ends the case: for what later lines depend on.
#define REQUIRE(condition)                           \
  do {                                               \
    if (!(condition)) {                              \
      check::fail(__FILE__, __LINE__, #condition);   \
      return;                                        \
    }                                                \
  } while (false)
