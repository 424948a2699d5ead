#include "entry_stat.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cerrno>

#include "dirent_reader.h"

namespace mamori {
namespace {

std::int64_t nanoseconds(const statx_timestamp& time) noexcept {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

int statEntry(int directoryFd, const char* name, EntryStat& out) noexcept {
  struct statx raw;
  const int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (name[0] == '\0' ? AT_EMPTY_PATH : 0);
  if (statx(directoryFd, name, flags, STATX_BASIC_STATS | STATX_BTIME, &raw) != 0) return errno;
  out.size = raw.stx_size;
  out.mtimeNs = nanoseconds(raw.stx_mtime);
  out.ctimeNs = nanoseconds(raw.stx_ctime);
  out.btimeNs = raw.stx_mask & STATX_BTIME ? nanoseconds(raw.stx_btime) : EntryStat::kNoTime;
  out.inode = raw.stx_ino;
  out.device = makedev(raw.stx_dev_major, raw.stx_dev_minor);
  out.blocks512 = raw.stx_blocks;
  out.mode = raw.stx_mode;
  out.uid = raw.stx_uid;
  out.gid = raw.stx_gid;
  out.nlink = raw.stx_nlink;
  out.kind = kindOfMode(raw.stx_mode);
  return 0;
}

}  // namespace mamori
