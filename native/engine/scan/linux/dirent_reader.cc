#include "dirent_reader.h"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace mamori {
namespace {

// The kernel's linux_dirent64, which no libc header declares under that name.
struct KernelDirent {
  std::uint64_t inode;
  std::int64_t offset;
  std::uint16_t recordLength;
  std::uint8_t type;
  char name[1];
};

bool isSelfOrParent(const char* name) noexcept {
  return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

}  // namespace

DirentReader::DirentReader() : buffer_(new std::byte[kBufferBytes]) {}

void DirentReader::start(int directoryFd) noexcept {
  fd_ = directoryFd;
  at_ = end_ = 0;
  error_ = 0;
}

bool DirentReader::refill() noexcept {
  const long got = syscall(SYS_getdents64, fd_, buffer_.get(), kBufferBytes);
  if (got < 0) error_ = errno;
  if (got <= 0) return false;
  at_ = 0;
  end_ = static_cast<std::size_t>(got);
  return true;
}

const Dirent* DirentReader::next() noexcept {
  for (;;) {
    if (at_ == end_ && !refill()) return nullptr;
    const auto* record = reinterpret_cast<const KernelDirent*>(buffer_.get() + at_);
    at_ += record->recordLength;
    if (isSelfOrParent(record->name)) continue;
    current_ = {record->name, std::strlen(record->name), kindOfDirentType(record->type)};
    return &current_;
  }
}

EntryKind kindOfDirentType(unsigned char type) noexcept {
  switch (type) {
    case DT_REG: return EntryKind::file;
    case DT_DIR: return EntryKind::directory;
    case DT_LNK: return EntryKind::symlink;
    case DT_FIFO: return EntryKind::fifo;
    case DT_SOCK: return EntryKind::socket;
    case DT_CHR: return EntryKind::charDevice;
    case DT_BLK: return EntryKind::blockDevice;
    default: return EntryKind::unknown;
  }
}

EntryKind kindOfMode(unsigned mode) noexcept {
  switch (mode & S_IFMT) {
    case S_IFREG: return EntryKind::file;
    case S_IFDIR: return EntryKind::directory;
    case S_IFLNK: return EntryKind::symlink;
    case S_IFIFO: return EntryKind::fifo;
    case S_IFSOCK: return EntryKind::socket;
    case S_IFCHR: return EntryKind::charDevice;
    case S_IFBLK: return EntryKind::blockDevice;
    default: return EntryKind::unknown;
  }
}

}  // namespace mamori
