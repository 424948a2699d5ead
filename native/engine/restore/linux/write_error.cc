#include "restore/linux/write_error.h"

#include "base/linux/system_error.h"
#include "restore/restore_codes.h"

namespace mamori {

std::string_view restoreCodeOf(int number) noexcept {
  switch (number) {
    case EACCES:
    case EPERM:
    case EROFS: return restore_code::noPermission;
    case ENOSPC:
    case EDQUOT: return restore_code::diskFull;
    case ENAMETOOLONG:
    case EINVAL:
    case EILSEQ: return restore_code::nameNotPossible;
    case EEXIST:
    case EISDIR:
    case ENOTDIR:
    case ENOTEMPTY: return restore_code::targetOccupied;
    case ELOOP:
    case EXDEV: return restore_code::unsafePath;
    default: return restore_code::writeFailed;
  }
}

Error restoreError(std::string_view what, int number) { return systemError(restoreCodeOf(number), what, number); }

}  // namespace mamori
