#include "archive/windows/file_error.h"

#include "base/windows/system_error.h"

namespace mamori {
namespace {

std::string_view codeOf(DWORD number) noexcept {
  switch (number) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_DELETE_PENDING: return "file.vanished";
    case ERROR_ACCESS_DENIED:
    case ERROR_PRIVILEGE_NOT_HELD: return "file.no-permission";
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION: return "file.locked";
    case ERROR_FILE_ENCRYPTED:
    case ERROR_DECRYPTION_FAILED: return "file.encrypted";
    case ERROR_FILENAME_EXCED_RANGE:
    case ERROR_INVALID_NAME: return "file.name-too-long";
    case ERROR_TOO_MANY_OPEN_FILES:
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_NO_SYSTEM_RESOURCES: return "file.no-resources";
    default: return "file.read-failed";
  }
}

}  // namespace

Error fileError(std::string_view what, DWORD number) { return systemError(codeOf(number), what, number); }

}  // namespace mamori
