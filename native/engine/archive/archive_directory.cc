#include "archive/archive_directory.h"

#include "scan/path_order.h"

namespace mamori {

std::string ArchiveDirectory::pathOf(const Difference& difference) const {
  return joinPath(delta.path(), delta.nameOf(difference));
}

}  // namespace mamori
