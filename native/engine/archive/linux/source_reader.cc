#include "archive/source_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <climits>

#include "archive/linux/extended_attributes.h"
#include "archive/linux/file_error.h"
#include "base/linux/open_beneath.h"
#include "base/linux/system_error.h"
#include "scan/linux/entry_stat.h"

namespace mamori {
namespace {

// O_NONBLOCK: the name may have become a fifo since the walk, and opening one would wait for its other end.
constexpr int kReadFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

Error changing(const char* what) { return makeError("file.changing", what); }

class LinuxFile final : public SourceFile {
 public:
  LinuxFile(UniqueFd fd, ExtendedAttributeReader& attributes) : fd_(std::move(fd)), attributes_(attributes) {}

  Status stat(EntryStat& out) override {
    if (const int number = statEntry(fd_.get(), "", out)) return fileError("statx", number);
    if (out.kind != EntryKind::file) return changing("no regular file any more");
    device_ = out.device;
    return {};
  }

  Result<std::size_t> read(MutableBytes out) override {
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t got = ::read(fd_.get(), out.data() + done, out.size() - done);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return fileError("read", errno);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

  Status rewind() override {
    if (::lseek(fd_.get(), 0, SEEK_SET) != 0) return fileError("lseek", errno);
    return {};
  }

  Status readExtensions(std::vector<Extension>& out) override { return attributes_.read(fd_.get(), device_, out); }

 private:
  UniqueFd fd_;
  ExtendedAttributeReader& attributes_;
  std::uint64_t device_ = 0;
};

class LinuxSourceReader final : public SourceReader {
 public:
  explicit LinuxSourceReader(int rootFd) : rootFd_(rootFd) {}

  Status enter(std::string_view directory) override {
    if (directoryFd_.valid() && directory == directory_) return {};
    directoryFd_ = openBeneath(rootFd_, directory, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    if (!directoryFd_.valid()) return fileError("opening the folder", errno);
    directory_ = directory;
    return {};
  }

  Result<std::unique_ptr<SourceFile>> openFile(std::string_view name, const EntryStat& expected) override {
    name_ = name;
    UniqueFd fd = openForReading(name_.c_str(), expected.uid);
    if (!fd.valid()) return fileError("open", errno);
    return std::unique_ptr<SourceFile>(std::make_unique<LinuxFile>(std::move(fd), attributes_));
  }

  Result<std::string> readLink(std::string_view name) override {
    name_ = name;
    char target[PATH_MAX + 1];
    const ssize_t length = ::readlinkat(directoryFd_.get(), name_.c_str(), target, sizeof target);
    if (length < 0) return errno == EINVAL ? changing("no symbolic link any more") : fileError("readlinkat", errno);
    return std::string(target, static_cast<std::size_t>(length));
  }

  Status readDirectoryExtensions(std::string_view name, std::vector<Extension>& out) override {
    name_ = name.empty() ? "." : name;
    const UniqueFd fd(::openat(directoryFd_.get(), name_.c_str(), kReadFlags | O_DIRECTORY));
    // A folder that may not be listed has its say in the walk; here it has no extensions.
    if (!fd.valid()) return errno == EACCES || errno == EPERM ? Status() : fileError("opening the folder", errno);
    EntryStat stat;
    if (const int number = statEntry(fd.get(), "", stat)) return fileError("statx", number);
    return attributes_.read(fd.get(), stat.device, out);
  }

  Result<std::uint64_t> deviceNumber(std::string_view name) override {
    name_ = name;
    struct ::stat now;
    if (::fstatat(directoryFd_.get(), name_.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0) return fileError("fstatat", errno);
    return static_cast<std::uint64_t>(now.st_rdev);
  }

 private:
  /// Without touching the access time where that is allowed: to the owner, and to root.
  UniqueFd openForReading(const char* name, std::uint32_t owner) const {
    const bool mayKeepTime = user_ == 0 || user_ == owner;
    UniqueFd fd(::openat(directoryFd_.get(), name, kReadFlags | (mayKeepTime ? O_NOATIME : 0)));
    if (!fd.valid() && errno == EPERM && mayKeepTime) fd.reset(::openat(directoryFd_.get(), name, kReadFlags));
    return fd;
  }

  const int rootFd_;
  const uid_t user_ = ::geteuid();
  UniqueFd directoryFd_;
  std::string directory_;
  std::string name_;
  ExtendedAttributeReader attributes_;
};

class LinuxSourceRoot final : public SourceRoot {
 public:
  explicit LinuxSourceRoot(UniqueFd fd) : fd_(std::move(fd)) {}
  std::unique_ptr<SourceReader> createReader() const override { return std::make_unique<LinuxSourceReader>(fd_.get()); }
  std::uint64_t device() const override {
    EntryStat stat;
    return statEntry(fd_.get(), "", stat) == 0 ? stat.device : 0;
  }

 private:
  UniqueFd fd_;
};

}  // namespace

Error statFailure(std::int64_t osError) { return fileError("statx", static_cast<int>(osError)); }

std::uint32_t permissionsOf(EntryKind, std::uint32_t mode) noexcept { return mode & 07777; }

Result<std::unique_ptr<SourceRoot>> openSourceRoot(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (fd.valid()) return std::unique_ptr<SourceRoot>(std::make_unique<LinuxSourceRoot>(std::move(fd)));
  const bool gone = errno == ENOENT || errno == ENOTDIR || errno == ENODEV || errno == ENXIO;
  return systemError(gone ? "scan.root-gone" : "scan.root-unreadable", "opening the source's folder");
}

}  // namespace mamori
