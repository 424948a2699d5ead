#include "../file_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include "system_error.h"
#include "unique_fd.h"

namespace mamori {
namespace {

class LinuxFileLock final : public FileLock {
 public:
  explicit LinuxFileLock(UniqueFd fd) : fd_(std::move(fd)) {}

 private:
  UniqueFd fd_;
};

}  // namespace

Result<std::shared_ptr<FileLock>> lockFile(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.valid()) return systemError("engine.lock-failed", "open");
  // flock belongs to the open file: another open in this same process is refused as well, unlike with fcntl's locks.
  while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) return std::shared_ptr<FileLock>();
    return systemError("engine.lock-failed", "flock");
  }
  return std::shared_ptr<FileLock>(std::make_shared<LinuxFileLock>(std::move(fd)));
}

}  // namespace mamori
