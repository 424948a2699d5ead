#include "archive/append_file.h"

#include <fcntl.h>

#include "base/linux/system_error.h"
#include "base/linux/unique_fd.h"

namespace mamori {

Status appendDurably(const std::string& path, ByteView bytes, std::string_view code) {
  const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!fd.valid()) return systemError(code, "open");
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return systemError(code, "write");
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  if (::fdatasync(fd.get()) != 0) return systemError(code, "fdatasync");
  return {};
}

}  // namespace mamori
