#include "os/system_error.h"

#include "include/mamori_shim.h"

namespace mamori::shim {
namespace {
thread_local std::int32_t lastNumber = 0;
}

std::int32_t failSystem(std::int32_t number) noexcept {
  lastNumber = number;
  return MAMORI_ERROR_SYSTEM;
}

std::int32_t lastSystemError() noexcept { return lastNumber; }

}  // namespace mamori::shim

int32_t mamori_last_system_error(void) { return mamori::shim::lastSystemError(); }
