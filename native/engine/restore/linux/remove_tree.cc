#include "restore/linux/remove_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string_view>

#include "base/linux/unique_fd.h"
#include "restore/linux/write_error.h"

namespace mamori {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

/// One open folder a level: a path as deep as the system allows needs more than a process may have open, and then fails with EMFILE.
Status removeBelow(UniqueFd fd) {
  // A folder that its owner may not write to keeps its entries otherwise.
  ::fchmod(fd.get(), 0700);
  const int dir = fd.get();
  const std::unique_ptr<DIR, CloseFolder> folder(::fdopendir(dir));
  if (!folder) return restoreError("fdopendir");
  fd.release();
  for (;;) {
    errno = 0;
    const dirent* const entry = ::readdir(folder.get());
    if (!entry) return errno ? Status(restoreError("readdir")) : Status();
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") MAMORI_TRY(removeTree(dir, entry->d_name));
  }
}

}  // namespace

Status removeTree(int dir, const char* name) {
  if (::unlinkat(dir, name, 0) == 0) return {};
  if (errno != EISDIR && errno != EPERM) return restoreError("unlinkat");
  UniqueFd fd(::openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd.valid()) return restoreError("open folder");
  MAMORI_TRY(removeBelow(std::move(fd)));
  if (::unlinkat(dir, name, AT_REMOVEDIR) != 0) return restoreError("rmdir");
  return {};
}

}  // namespace mamori
