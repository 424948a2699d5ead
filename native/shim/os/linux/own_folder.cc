#include "os/own_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "include/mamori_shim.h"
#include "os/linux/map_file.h"

namespace mamori::shim {
namespace {

constexpr const char* kLockName = "writer.lock";

std::int32_t openDirectory(const std::string& path, UniqueFd& out) {
  out.reset(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!out.valid()) return errno == ELOOP || errno == ENOTDIR ? MAMORI_ERROR_FOREIGN : failSystem(errno);
  return isOwn(out.get(), S_IFDIR) ? 0 : MAMORI_ERROR_FOREIGN;
}

}  // namespace

OwnFolder::~OwnFolder() {
  if (lock_ >= 0) ::close(static_cast<int>(lock_));
  if (handle_ >= 0) ::close(static_cast<int>(handle_));
}

std::string OwnFolder::fixedPlace() {
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  if (runtime && runtime[0] == '/') return std::string(runtime) + "/mamori";
  return "/tmp/mamori-" + std::to_string(::geteuid());
}

std::int32_t OwnFolder::make(const std::string& path, OwnFolder& out) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failSystem(errno);
  return find(path, out);
}

std::int32_t OwnFolder::find(const std::string& path, OwnFolder& out) {
  UniqueFd directory;
  const std::int32_t code = openDirectory(path, directory);
  if (code != 0) return code;
  OwnFolder found;
  found.path_ = path;
  found.handle_ = directory.release();
  out = std::move(found);
  return 0;
}

std::int32_t OwnFolder::lockForWriting() {
  UniqueFd file(::openat(static_cast<int>(handle_), kLockName, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.valid()) return failSystem(errno);
  if (!isOwn(file.get(), S_IFREG)) return MAMORI_ERROR_FOREIGN;
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return errno == EWOULDBLOCK ? MAMORI_ERROR_BUSY : failSystem(errno);
  lock_ = file.release();
  return 0;
}

std::int32_t OwnFolder::keepLock() {
  struct stat held {}, found {};
  if (::fstat(static_cast<int>(lock_), &held) != 0) return failSystem(errno);
  const bool isThere = ::fstatat(static_cast<int>(handle_), kLockName, &found, AT_SYMLINK_NOFOLLOW) == 0;
  if (isThere && found.st_ino == held.st_ino && found.st_dev == held.st_dev) return 0;
  const UniqueFd before(static_cast<int>(lock_));
  lock_ = kNone;
  return lockForWriting();
}

std::int32_t OwnFolder::create(const std::string& name, std::size_t bytes, MappedFile& out) const {
  UniqueFd file(::openat(static_cast<int>(handle_), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.valid()) return failSystem(errno);
  // The umask may have taken from the owner, too.
  if (::fchmod(file.get(), 0600) != 0 || ::ftruncate(file.get(), static_cast<off_t>(bytes)) != 0) return failSystem(errno);
  return mapFile(std::move(file), bytes, Access::kWrite, true, out);
}

std::int32_t OwnFolder::open(const std::string& name, std::size_t bytes, Access access, MappedFile& out) const {
  const int mode = access == Access::kWrite ? O_RDWR : O_RDONLY;
  UniqueFd file(::openat(static_cast<int>(handle_), name.c_str(), mode | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file.valid()) return errno == ELOOP ? MAMORI_ERROR_FOREIGN : failSystem(errno);
  if (!isOwn(file.get(), S_IFREG)) return MAMORI_ERROR_FOREIGN;
  struct stat state {};
  if (::fstat(file.get(), &state) != 0) return failSystem(errno);
  if (static_cast<std::uint64_t>(state.st_size) != bytes) return MAMORI_ERROR_ARGUMENT;
  return mapFile(std::move(file), bytes, access, false, out);
}

void OwnFolder::remove(const std::string& name) const noexcept { ::unlinkat(static_cast<int>(handle_), name.c_str(), 0); }

std::vector<std::string> OwnFolder::names() const {
  std::vector<std::string> found;
  const int copy = ::openat(static_cast<int>(handle_), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* listing = copy >= 0 ? ::fdopendir(copy) : nullptr;
  if (!listing) {
    if (copy >= 0) ::close(copy);
    return found;
  }
  while (const dirent* entry = ::readdir(listing)) found.emplace_back(entry->d_name);
  ::closedir(listing);
  return found;
}

}  // namespace mamori::shim
