#include "restore/linux/metadata_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>

#include "restore/linux/write_error.h"

namespace mamori {
namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;

/// The process's umask without changing it for a moment, as umask() would for every thread; all bits where /proc is missing.
mode_t currentUmask() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("Umask:")) return static_cast<mode_t>(std::strtoul(line.c_str() + 6, nullptr, 8));
  }
  return 0777;
}

void timesOf(const Record& record, timespec (&times)[2]) noexcept {
  std::int64_t seconds = record.mtimeNs / kNsPerSecond;
  std::int64_t rest = record.mtimeNs % kNsPerSecond;
  if (rest < 0) {
    rest += kNsPerSecond;
    --seconds;
  }
  times[0] = {0, UTIME_OMIT};
  times[1] = {static_cast<time_t>(seconds), static_cast<long>(rest)};
}

}  // namespace

MetadataWriter::MetadataWriter(bool restoreOwner)
    : restoreOwner_(restoreOwner && geteuid() == 0), uid_(geteuid()), gid_(getegid()), umask_(currentUmask()) {}

bool MetadataWriter::changesOwner(const Record& record) const noexcept {
  return restoreOwner_ && record.uid < std::numeric_limits<uid_t>::max() && record.gid < std::numeric_limits<gid_t>::max();
}

mode_t MetadataWriter::finalMode(const Record& record) const noexcept {
  // Under another owner a set-id bit would lend the rights of whoever restores.
  return restoreOwner_ ? record.mode & 07777 : record.mode & 01777;
}

bool MetadataWriter::mayRestore(std::string_view attribute) const noexcept {
  return restoreOwner_ || attribute.starts_with("user.") || attribute.starts_with("system.");
}

template <typename Set>
void MetadataWriter::eachAttribute(const Record& record, Set set) {
  for (const Extension& extension : record.extensions) {
    if (extension.tag != static_cast<std::uint8_t>(ExtensionTag::extendedAttribute)) {
      if (extension.tag != static_cast<std::uint8_t>(ExtensionTag::birthTime)) ignore();
      continue;
    }
    const auto attribute = splitNamedValue(extension.value);
    const bool usable = attribute && attribute->name.find('\0') == std::string_view::npos && mayRestore(attribute->name);
    if (!usable || set(std::string(attribute->name).c_str(), attribute->content) != 0) ignore();
  }
}

Status MetadataWriter::applyTo(int fd, const Record& record, bool fresh) {
  bool modeLost = !fresh || inheritsModes_.load(std::memory_order_relaxed);
  if (changesOwner(record) && (!fresh || record.uid != uid_ || record.gid != gid_)) {
    if (fchown(fd, static_cast<uid_t>(record.uid), static_cast<gid_t>(record.gid)) != 0) ignore();
    modeLost = true;
  }
  const mode_t mode = finalMode(record);
  if (modeLost || mode != (creationMode(record) & ~umask_)) {
    if (fchmod(fd, mode) != 0) return restoreError("fchmod");
  }
  if (!record.extensions.empty()) {
    eachAttribute(record, [fd](const char* name, std::string_view value) { return fsetxattr(fd, name, value.data(), value.size(), 0); });
  }
  timespec times[2];
  timesOf(record, times);
  if (futimens(fd, times) != 0) return restoreError("futimens");
  return {};
}

Status MetadataWriter::applyTo(int dir, const char* name, const Record& record) {
  if (changesOwner(record)) {
    if (fchownat(dir, name, static_cast<uid_t>(record.uid), static_cast<gid_t>(record.gid), AT_SYMLINK_NOFOLLOW) != 0) ignore();
  }
  if (record.kind != RecordKind::symbolicLink && fchmodat(dir, name, finalMode(record), AT_SYMLINK_NOFOLLOW) != 0) return restoreError("fchmodat");
  if (!record.extensions.empty()) {
    const std::string path = "/proc/self/fd/" + std::to_string(dir) + "/" + name;
    eachAttribute(record, [&](const char* attribute, std::string_view value) {
      return lsetxattr(path.c_str(), attribute, value.data(), value.size(), 0);
    });
  }
  timespec times[2];
  timesOf(record, times);
  if (utimensat(dir, name, times, AT_SYMLINK_NOFOLLOW) != 0) return restoreError("utimensat");
  return {};
}

}  // namespace mamori
