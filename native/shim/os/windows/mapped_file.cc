#include "os/mapped_file.h"

#include <windows.h>

namespace mamori::shim {

MappedFile::~MappedFile() {
  if (data_) UnmapViewOfFile(data_);
}

/// SetEndOfFile has reserved the clusters; a full disk was told then.
std::int32_t MappedFile::allocate(std::size_t, std::size_t) noexcept { return 0; }

}  // namespace mamori::shim
