#include "archive/linux/file_error.h"

#include "base/linux/system_error.h"

namespace mamori {

std::string_view fileErrorCode(int number) noexcept {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
    case ESTALE: return "file.vanished";
    case EACCES:
    case EPERM: return "file.no-permission";
    case ELOOP:
    case ENXIO: return "file.changing";
    case EBUSY:
    case ETXTBSY:
    case EAGAIN: return "file.locked";
    case ENAMETOOLONG: return "file.name-too-long";
    case EMFILE:
    case ENFILE:
    case ENOMEM: return "file.no-resources";
    default: return "file.read-failed";
  }
}

Error fileError(std::string_view what, int number) { return systemError(fileErrorCode(number), what, number); }

}  // namespace mamori
