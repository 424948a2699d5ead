#include "os/shared_memory.h"

#include "include/mamori_shim.h"
#include "os/token.h"

namespace mamori::shim {

std::int32_t createShared(const OwnFolder& folder, const char* ending, std::size_t bytes, Access, SharedMemory& out) {
  SharedMemory made{newToken(), {}};
  if (made.token.empty()) return MAMORI_ERROR_INTERNAL;
  const std::int32_t code = folder.create(made.token + ending, bytes, made.file);
  if (code == 0) out = std::move(made);
  return code;
}

std::int32_t openShared(const OwnFolder& folder, const char* ending, const ProcessIdentity&, const std::string& token, std::size_t bytes, Access access, MappedFile& out) {
  return folder.open(token + ending, bytes, access, out);
}

void withdrawShared(const OwnFolder& folder, const char* ending, const std::string& token) noexcept {
  try {
    folder.remove(token + ending);
  } catch (...) {
    return;  // no memory for a name: the next writer clears it away
  }
}

/// The file outlives its writer, so that readers who keep it mapped find the next one through it.
std::int32_t createRendezvous(const OwnFolder& folder, const char* name, const ProcessIdentity&, std::size_t bytes, SharedMemory& out) {
  if (folder.open(name, bytes, Access::kWrite, out.file) == 0) return 0;
  folder.remove(name);
  return folder.create(name, bytes, out.file);
}

std::int32_t openRendezvous(const OwnFolder& folder, const char* name, std::size_t bytes, MappedFile& out) { return folder.open(name, bytes, Access::kRead, out); }

/// Nobody can take it away while it is mapped.
std::int32_t keepRendezvous(const OwnFolder&, const char*, const ProcessIdentity&, const SharedMemory&) { return 0; }

void withdrawRendezvous(const OwnFolder&, const char*) noexcept {}

}  // namespace mamori::shim
