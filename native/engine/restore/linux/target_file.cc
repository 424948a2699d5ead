#include "restore/linux/target_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <utility>

#include "restore/linux/sparse_write.h"
#include "restore/linux/write_error.h"

namespace mamori {

LinuxTargetFile::~LinuxTargetFile() {
  if (!temporary_.empty()) unlinkat(folder_->fd(), temporary_.c_str(), 0);
}

Status LinuxTargetFile::writeAt(std::uint64_t offset, ByteView bytes) {
  return writeBytes(fd_.get(), offset, bytes, record_.flags & record_flag::sparse);
}

Status LinuxTargetFile::commit(std::uint64_t size, Placement placement) {
  // Ends a sparse file whose last bytes were left out; for others it changes nothing.
  if (ftruncate(fd_.get(), static_cast<off_t>(size)) != 0) return restoreError("ftruncate");
  MAMORI_TRY(folder_->shared().metadata.applyTo(fd_.get(), record_, false));
  if (::close(fd_.release()) != 0 && errno != EINTR) return restoreError("close");
  // Large files of a fresh folder come this way too: until they are whole they have no name.
  return moveIntoPlace(folder_->fd(), std::exchange(temporary_, {}), name_, placement);
}

}  // namespace mamori
