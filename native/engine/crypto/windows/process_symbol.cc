#include "crypto/process_symbol.h"

#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace mamori {

void* findProcessSymbol(const char* name) noexcept {
  return reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(nullptr), name));
}

}  // namespace mamori
