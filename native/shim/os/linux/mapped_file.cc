#include "os/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "os/system_error.h"

namespace mamori::shim {

MappedFile::~MappedFile() {
  if (data_) ::munmap(data_, bytes_);
  if (file_ >= 0) ::close(static_cast<int>(file_));
}

std::int32_t MappedFile::allocate(std::size_t offset, std::size_t bytes) noexcept {
  const int error = ::posix_fallocate(static_cast<int>(file_), static_cast<off_t>(offset), static_cast<off_t>(bytes));
  return error == 0 ? 0 : failSystem(error);
}

}  // namespace mamori::shim
