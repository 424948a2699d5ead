#include <cerrno>

#include "os/system_error.h"

namespace mamori::shim {

bool isAbsence(std::int32_t number) noexcept { return number == ENOENT; }
bool isRefusal(std::int32_t number) noexcept { return number == EACCES || number == EPERM; }

}  // namespace mamori::shim
