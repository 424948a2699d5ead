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

}  // namespace mamori::host
