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
    // Something else took the file's place: a link, a folder, a fifo or socket.
    case ELOOP:
    case EISDIR:
    case ENXIO:
    case EAGAIN: return "file.changing";
    case EBUSY:
    case ETXTBSY: return "file.locked";
    case ENAMETOOLONG: return "file.name-too-long";
    case EMFILE:
    case ENFILE:
    case ENOMEM: return "file.no-resources";
    default: return "file.read-failed";
  }
}

Error fileError(std::string_view what, int number) { return systemError(fileErrorCode(number), what, number); }

}  // namespace mamori
