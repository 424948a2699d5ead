#include "index/random_access_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/linux/system_error.h"
#include "base/linux/unique_fd.h"

namespace mamori {
namespace {

class LinuxRandomAccessFile final : public RandomAccessFile {
 public:
  LinuxRandomAccessFile(UniqueFd fd, std::uint64_t sizeBytes) noexcept : fd_(std::move(fd)), sizeBytes_(sizeBytes) {}

  std::uint64_t sizeBytes() const noexcept override { return sizeBytes_; }

  Status readAt(std::uint64_t offset, MutableBytes out) const override {
    while (!out.empty()) {
      const ssize_t count = ::pread(fd_.get(), out.data(), out.size(), static_cast<off_t>(offset));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return systemError("index.unreadable", "pread");
      if (count == 0) return makeError("index.damaged", "file ends early");
      out = out.subspan(static_cast<std::size_t>(count));
      offset += static_cast<std::uint64_t>(count);
    }
    return {};
  }

 private:
  UniqueFd fd_;
  std::uint64_t sizeBytes_;
};

}  // namespace

Result<std::unique_ptr<RandomAccessFile>> RandomAccessFile::open(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd.valid() && errno == ENOENT) return std::unique_ptr<RandomAccessFile>();
  struct stat status;
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) return systemError("index.unreadable", "open");
  // Look-ups are random; read-ahead would bring in blocks that nobody asked for.
  ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_RANDOM);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  return std::unique_ptr<RandomAccessFile>(std::make_unique<LinuxRandomAccessFile>(std::move(fd), size));
}

}  // namespace mamori
