#include "os/shared_memory.h"

#include <fcntl.h>

#include <cstdio>
#include <cstring>

#include "include/mamori_shim.h"
#include "os/linux/map_file.h"
#include "os/linux/sealed_memory.h"
#include "os/token.h"

namespace mamori::shim {
namespace {

/// What stands in the rendezvous' file. It is read whole and never mapped, so that nothing depends on what becomes of it.
struct Signpost {
  static constexpr std::uint64_t kMagic = 0x314e474953524d4d;  // "MMRSIGN1"

  std::uint64_t magic = 0;
  std::uint64_t makerPid = 0;
  std::uint64_t makerStartedAt = 0;
  char token[kTokenBytes] = {};
};
static_assert(sizeof(Signpost) == 56);

Signpost signpostTo(const ProcessIdentity& maker, const std::string& token) noexcept {
  Signpost signpost{Signpost::kMagic, maker.pid, maker.startedAt, {}};
  std::memcpy(signpost.token, token.data(), kTokenBytes);
  return signpost;
}

std::int32_t readSignpost(const OwnFolder& folder, const char* name, Signpost& out) noexcept {
  const UniqueFd file(::openat(folder.descriptor(), name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.valid()) return errno == ELOOP ? MAMORI_ERROR_FOREIGN : failSystem(errno);
  if (!isOwn(file.get(), S_IFREG)) return MAMORI_ERROR_FOREIGN;
  return ::read(file.get(), &out, sizeof out) == static_cast<ssize_t>(sizeof out) && out.magic == Signpost::kMagic ? 0 : MAMORI_ERROR_ARGUMENT;
}

/// At once as a whole, and in place of whatever is there.
std::int32_t writeSignpost(const OwnFolder& folder, const char* name, const Signpost& signpost) noexcept {
  char fresh[64];
  std::snprintf(fresh, sizeof fresh, "%s.new", name);
  ::unlinkat(folder.descriptor(), fresh, 0);
  const UniqueFd file(::openat(folder.descriptor(), fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  // The umask may have taken from the owner, too.
  const bool isWritten = file.valid() && ::fchmod(file.get(), 0600) == 0 && ::write(file.get(), &signpost, sizeof signpost) == static_cast<ssize_t>(sizeof signpost);
  return isWritten && ::renameat(folder.descriptor(), fresh, folder.descriptor(), name) == 0 ? 0 : failSystem(errno);
}

}  // namespace

std::int32_t createShared(const OwnFolder&, const char* ending, std::size_t bytes, Access others, SharedMemory& out) {
  return createSealed(std::string("mamori") + ending, bytes, others, out.token, out.file);
}

std::int32_t openShared(const OwnFolder&, const char*, const ProcessIdentity& maker, const std::string& token, std::size_t bytes, Access access, MappedFile& out) {
  return openSealed(maker, token, bytes, access, out);
}

/// Closing it was enough.
void withdrawShared(const OwnFolder&, const char*, const std::string&) noexcept {}

std::int32_t createRendezvous(const OwnFolder& folder, const char* name, const ProcessIdentity& maker, std::size_t bytes, SharedMemory& out) {
  SharedMemory made;
  std::int32_t code = createSealed(std::string("mamori.") + name, bytes, Access::kRead, made.token, made.file);
  if (code == 0) code = made.file.allocate(0, bytes);
  if (code == 0) code = writeSignpost(folder, name, signpostTo(maker, made.token));
  if (code == 0) out = std::move(made);
  return code;
}

std::int32_t openRendezvous(const OwnFolder& folder, const char* name, std::size_t bytes, MappedFile& out) {
  Signpost signpost;
  const std::int32_t code = readSignpost(folder, name, signpost);
  if (code != 0) return code;
  const ProcessIdentity maker{signpost.makerPid, signpost.makerStartedAt};
  if (!isRunning(maker)) return MAMORI_NO_AGENT;
  const std::int32_t opened = openSealed(maker, std::string(signpost.token, kTokenBytes), bytes, Access::kRead, out);
  // A file that leads nowhere was not written by a maker who runs.
  return opened == MAMORI_ERROR_SYSTEM && isAbsence(lastSystemError()) ? MAMORI_ERROR_ARGUMENT : opened;
}

std::int32_t keepRendezvous(const OwnFolder& folder, const char* name, const ProcessIdentity& maker, const SharedMemory& memory) {
  const Signpost wanted = signpostTo(maker, memory.token);
  // By its path, as readers come: ours may lie elsewhere by now.
  OwnFolder place;
  std::int32_t code = OwnFolder::find(folder.path(), place);
  if (code != 0) return code;
  Signpost found;
  const auto isThere = [&] { return readSignpost(place, name, found) == 0 && std::memcmp(&found, &wanted, sizeof found) == 0; };
  if (isThere()) return 0;
  code = writeSignpost(folder, name, wanted);
  if (code != 0) return code;
  return isThere() ? 0 : failSystem(ENOENT);
}

void withdrawRendezvous(const OwnFolder& folder, const char* name) noexcept { ::unlinkat(folder.descriptor(), name, 0); }

}  // namespace mamori::shim
