#include "../native_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "system_error.h"
#include "unique_fd.h"

namespace mamori {
namespace {

class LinuxFile final : public NativeFile {
 public:
  LinuxFile(UniqueFd fd, std::string_view code) : fd_(std::move(fd)), code_(code) {}

  Result<std::size_t> read(MutableBytes out) override {
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t got = ::read(fd_.get(), out.data() + done, out.size() - done);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return systemError(code_, "read");
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

  Status write(ByteView bytes) override {
    while (!bytes.empty()) {
      const ssize_t put = ::write(fd_.get(), bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return systemError(code_, "write");
      bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return {};
  }

  Status sync() override {
    if (::fdatasync(fd_.get()) != 0) return systemError(code_, "fdatasync");
    return {};
  }

 private:
  UniqueFd fd_;
  std::string code_;
};

Result<std::unique_ptr<NativeFile>> openFile(const std::string& path, int flags, std::string_view code) {
  UniqueFd fd(::open(path.c_str(), flags | O_CLOEXEC, 0600));
  if (!fd.valid()) return systemError(code, "open");
  return std::unique_ptr<NativeFile>(std::make_unique<LinuxFile>(std::move(fd), code));
}

}  // namespace

Result<std::unique_ptr<NativeFile>> openFileForReading(const std::string& path, std::string_view code) {
  return openFile(path, O_RDONLY, code);
}

Result<std::unique_ptr<NativeFile>> createFile(const std::string& path, std::string_view code) {
  return openFile(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, code);
}

Status replaceFile(const std::string& from, const std::string& to, std::string_view code) {
  if (::rename(from.c_str(), to.c_str()) != 0) return systemError(code, "rename");
  const std::size_t slash = to.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : to.substr(0, slash);
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid() || ::fsync(fd.get()) != 0) return systemError(code, "syncing the folder");
  return {};
}

void removeFile(const std::string& path) noexcept { ::unlink(path.c_str()); }

}  // namespace mamori
