#pragma once

#include <windows.h>

namespace mamori::explorer {

/// One reason for the module to stay loaded: an object, a lock, work under way.
class ModuleUse {
 public:
  ModuleUse() noexcept { begin(); }
  ~ModuleUse() { end(); }
  ModuleUse(const ModuleUse&) = delete;
  ModuleUse& operator=(const ModuleUse&) = delete;

  static void begin() noexcept;
  static void end() noexcept;
  static bool isNone() noexcept;
};

HMODULE thisModule() noexcept;

}  // namespace mamori::explorer
