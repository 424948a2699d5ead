#pragma once

#include <windows.h>

namespace mamori::host {

template <typename Condition>
bool becomes(Condition condition, unsigned limitMs) {
  const ULONGLONG end = GetTickCount64() + limitMs;
  while (!condition()) {
    if (GetTickCount64() >= end) return false;
    Sleep(20);
  }
  return true;
}

template <typename Action>
unsigned long long shortestMs(unsigned long long enoughMs, Action action) {
  ULONGLONG shortest = ~0ULL;
  for (int attempt = 0; attempt < 5 && shortest >= enoughMs; ++attempt) {
    const ULONGLONG begin = GetTickCount64();
    action();
    const ULONGLONG took = GetTickCount64() - begin;
    if (took < shortest) shortest = took;
  }
  return shortest;
}

}  // namespace mamori::host
