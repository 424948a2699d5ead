#include "restore/linux/target_folder.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cstdio>

#include "restore/linux/remove_tree.h"
#include "restore/linux/sparse_write.h"
#include "restore/linux/target_file.h"
#include "restore/linux/write_error.h"
#include "restore/restore_codes.h"

namespace mamori {
namespace {

constexpr int kCreateFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;

std::uint64_t randomNumber() {
  std::uint64_t number = 0;
  if (getrandom(&number, sizeof number, 0) != sizeof number) number = static_cast<std::uint64_t>(getpid()) << 32;
  return number;
}

RecordKind kindOf(mode_t mode) noexcept {
  if (S_ISDIR(mode)) return RecordKind::directory;
  if (S_ISLNK(mode)) return RecordKind::symbolicLink;
  if (S_ISFIFO(mode)) return RecordKind::fifo;
  if (S_ISSOCK(mode)) return RecordKind::socket;
  if (S_ISCHR(mode)) return RecordKind::characterDevice;
  if (S_ISBLK(mode)) return RecordKind::blockDevice;
  return RecordKind::file;
}

/// A failed close is a failed write: that is how network file systems say that the disk was full.
Status closeWritten(UniqueFd fd) {
  if (::close(fd.release()) != 0 && errno != EINTR) return restoreError("close");
  return {};
}

mode_t nodeType(RecordKind kind) noexcept {
  switch (kind) {
    case RecordKind::fifo: return S_IFIFO;
    case RecordKind::socket: return S_IFSOCK;
    case RecordKind::characterDevice: return S_IFCHR;
    default: return S_IFBLK;
  }
}

}  // namespace

LinuxTargetShared::LinuxTargetShared(TargetOptions options) : metadata(options.restoreOwner), random(randomNumber()) {}

std::string LinuxTargetShared::temporaryName() {
  char name[40];
  const std::uint64_t number = random + temporaries.fetch_add(1, std::memory_order_relaxed);
  std::snprintf(name, sizeof name, ".mamori-restore-%016llx", static_cast<unsigned long long>(number));
  return name;
}

Status moveIntoPlace(int dir, const std::string& from, std::string_view name, Placement placement) {
  const NameBuffer to(name);
  const unsigned flags = placement == Placement::replace ? 0 : RENAME_NOREPLACE;
  int failed = renameat2(dir, from.c_str(), dir, to.get(), flags);
  if (failed && flags && (errno == EINVAL || errno == ENOSYS)) {
    // A file system without that flag: linking refuses a taken name as well.
    failed = linkat(dir, from.c_str(), dir, to.get(), 0);
    if (!failed) unlinkat(dir, from.c_str(), 0);
  }
  if (!failed) return {};
  Error error = restoreError("rename");
  unlinkat(dir, from.c_str(), 0);
  return error;
}

Result<std::optional<TargetEntry>> LinuxTargetFolder::look(std::string_view name) const {
  struct stat info;
  if (fstatat(fd_.get(), NameBuffer(name).get(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return std::optional<TargetEntry>();
    return restoreError("fstatat");
  }
  const std::int64_t mtimeNs = static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
  return std::optional(TargetEntry{kindOf(info.st_mode), static_cast<std::uint64_t>(info.st_size), mtimeNs});
}

Result<bool> LinuxTargetFolder::makeFolder(std::string_view name, bool restricted) {
  if (mkdirat(fd_.get(), NameBuffer(name).get(), restricted ? 0700 : 0777) == 0) return true;
  if (errno != EEXIST) return restoreError("mkdirat");
  MAMORI_ASSIGN(const auto entry, look(name));
  if (entry && entry->kind == RecordKind::directory) return false;
  if (entry && entry->kind == RecordKind::symbolicLink) return makeError(restore_code::unsafePath, "a link is in the way of a folder");
  return makeError(restore_code::targetOccupied, "something else is in the way of a folder");
}

Status LinuxTargetFolder::writeNew(const char* name, ByteView content, const Record& record) {
  UniqueFd fd(openat(fd_.get(), name, kCreateFlags, shared_->metadata.creationMode(record)));
  if (!fd.valid()) return restoreError("openat");
  const bool sparse = record.flags & record_flag::sparse;
  Status status = writeBytes(fd.get(), 0, content, sparse);
  if (status.ok() && sparse && ftruncate(fd.get(), static_cast<off_t>(content.size())) != 0) status = restoreError("ftruncate");
  if (status.ok()) status = shared_->metadata.applyTo(fd.get(), record, true);
  if (status.ok()) status = closeWritten(std::move(fd));
  if (!status.ok()) unlinkat(fd_.get(), name, 0);
  return status;
}

Status LinuxTargetFolder::writeFile(std::string_view name, ByteView content, const Record& record, Placement placement) {
  if (placement == Placement::fresh) return writeNew(NameBuffer(name).get(), content, record);
  const std::string temporary = shared_->temporaryName();
  MAMORI_TRY(writeNew(temporary.c_str(), content, record));
  return moveIntoPlace(fd_.get(), temporary, name, placement);
}

Result<std::unique_ptr<TargetFile>> LinuxTargetFolder::beginFile(std::string_view name, const Record& record) {
  std::string temporary = shared_->temporaryName();
  UniqueFd fd(openat(fd_.get(), temporary.c_str(), kCreateFlags, 0600));
  if (!fd.valid()) return restoreError("openat");
  return std::unique_ptr<TargetFile>(
      std::make_unique<LinuxTargetFile>(shared_from_this(), std::move(fd), std::move(temporary), std::string(name), record));
}

Status LinuxTargetFolder::makeNode(const char* name, const Record& record) {
  if (record.kind == RecordKind::symbolicLink) {
    if (record.target.find('\0') != std::string::npos) return makeError(restore_code::nameNotPossible, "link target with a NUL");
    return symlinkat(record.target.c_str(), fd_.get(), name) == 0 ? Status() : Status(restoreError("symlinkat"));
  }
  const auto device = static_cast<dev_t>(record.deviceNumber);
  if (mknodat(fd_.get(), name, nodeType(record.kind) | 0600, device) == 0) return {};
  if (errno == EPERM) return makeError(restore_code::kindNotPossible, "mknodat", EPERM);
  return restoreError("mknodat");
}

Status LinuxTargetFolder::makeSpecial(std::string_view name, const Record& record, Placement placement) {
  const bool fresh = placement == Placement::fresh;
  const std::string made = fresh ? std::string(name) : shared_->temporaryName();
  MAMORI_TRY(makeNode(made.c_str(), record));
  Status status = shared_->metadata.applyTo(fd_.get(), made.c_str(), record);
  if (status.ok() && fresh) return {};
  if (status.ok()) return moveIntoPlace(fd_.get(), made, name, placement);
  unlinkat(fd_.get(), made.c_str(), 0);
  return status;
}

Status LinuxTargetFolder::linkFile(const TargetFolder& folder, std::string_view existing, std::string_view name, Placement placement) {
  const bool fresh = placement == Placement::fresh;
  const std::string made = fresh ? std::string(name) : shared_->temporaryName();
  const int from = static_cast<const LinuxTargetFolder&>(folder).fd();
  if (linkat(from, NameBuffer(existing).get(), fd_.get(), made.c_str(), 0) != 0) return restoreError("linkat");
  if (fresh) return {};
  MAMORI_TRY(moveIntoPlace(fd_.get(), made, name, placement));
  // Renaming one name of a file over another of the same file does nothing and leaves both.
  unlinkat(fd_.get(), made.c_str(), 0);
  return {};
}

Result<std::string> LinuxTargetFolder::moveAside(std::string_view name) {
  std::string aside = shared_->temporaryName();
  if (renameat(fd_.get(), NameBuffer(name).get(), fd_.get(), aside.c_str()) != 0) return restoreError("rename");
  return aside;
}

Status LinuxTargetFolder::putBack(const std::string& aside, std::string_view name) {
  const NameBuffer to(name);
  int failed = renameat2(fd_.get(), aside.c_str(), fd_.get(), to.get(), RENAME_NOREPLACE);
  // A file system without that flag: rename replaces no folder that holds something, and nothing by a folder but a folder.
  if (failed && (errno == EINVAL || errno == ENOSYS)) failed = renameat(fd_.get(), aside.c_str(), fd_.get(), to.get());
  if (!failed) return {};
  Error error = restoreError("rename");
  error.message += ": what had the name is now called " + aside;
  return error;
}

Status LinuxTargetFolder::removeAside(const std::string& aside) { return removeTree(fd_.get(), aside.c_str()); }

}  // namespace mamori
