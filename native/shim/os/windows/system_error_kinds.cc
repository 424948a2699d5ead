#include <windows.h>

#include "os/system_error.h"

namespace mamori::shim {

bool isAbsence(std::int32_t number) noexcept { return number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND; }
bool isRefusal(std::int32_t number) noexcept { return number == ERROR_ACCESS_DENIED; }

}  // namespace mamori::shim
