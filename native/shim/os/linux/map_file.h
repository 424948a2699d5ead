#pragma once

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/linux/unique_fd.h"
#include "os/mapped_file.h"
#include "os/system_error.h"

namespace mamori::shim {

/// Owner, type and mode of what is open, so that nothing can be put in its place between check and use.
inline bool isOwn(int file, mode_t type) noexcept {
  struct stat state {};
  return ::fstat(file, &state) == 0 && (state.st_mode & S_IFMT) == type && state.st_uid == ::geteuid() && (state.st_mode & 077) == 0;
}

inline std::int32_t mapFile(UniqueFd file, std::size_t bytes, Access access, bool keepOpen, MappedFile& out) noexcept {
  const int protection = access == Access::kWrite ? PROT_READ | PROT_WRITE : PROT_READ;
  void* memory = ::mmap(nullptr, bytes, protection, MAP_SHARED, file.get(), 0);
  if (memory == MAP_FAILED) return failSystem(errno);
  out = MappedFile(static_cast<std::byte*>(memory), bytes, keepOpen ? file.release() : -1);
  return 0;
}

}  // namespace mamori::shim
