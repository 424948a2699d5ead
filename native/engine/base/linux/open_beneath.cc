#include "open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstring>

namespace mamori {
namespace {

constexpr int kDirectoryStep = O_PATH | O_DIRECTORY | O_NOFOLLOW;

// Known after the first call: a kernel before 5.6 answers ENOSYS, an old sandbox EPERM.
std::atomic<bool> openat2Missing{false};

int openStep(int dir, const char* path, int flags, unsigned mode) noexcept {
  open_how how{};
  how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
  if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) how.mode = mode;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  // EAGAIN: a rename elsewhere raced with the look-up; the kernel asks for another try.
  for (int attempt = 0; attempt < 64; ++attempt) {
    const long fd = syscall(SYS_openat2, dir, path, &how, sizeof how);
    if (fd >= 0 || (errno != EAGAIN && errno != EINTR)) return static_cast<int>(fd);
  }
  return -1;
}

bool isDotDot(std::string_view component) noexcept { return component == ".."; }

/// Cuts the longest run of whole components that fits into `buffer`; "" when one component is too long.
std::string_view takeChunk(std::string_view& rest, bool oneComponent) noexcept {
  std::size_t cut = 0;
  for (std::size_t at = 0; at < rest.size();) {
    std::size_t slash = rest.find('/', at);
    if (slash == std::string_view::npos) slash = rest.size();
    if (slash >= PATH_MAX) break;
    cut = slash;
    at = slash + 1;
    if (oneComponent) break;
  }
  const std::string_view chunk = rest.substr(0, cut);
  rest.remove_prefix(cut < rest.size() ? cut + 1 : cut);
  while (!rest.empty() && rest.front() == '/') rest.remove_prefix(1);
  return chunk;
}

bool staysBeneath(std::string_view path) noexcept {
  if (!path.empty() && path.front() == '/') return false;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (isDotDot(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return true;
}

UniqueFd openInSteps(int baseFd, std::string_view path, int flags, unsigned mode, bool useOpenat2) noexcept {
  UniqueFd current;
  int dir = baseFd;
  char buffer[PATH_MAX];
  for (std::string_view rest = path;;) {
    const std::string_view chunk = takeChunk(rest, !useOpenat2);
    if (chunk.empty()) {
      errno = ENAMETOOLONG;
      return {};
    }
    std::memcpy(buffer, chunk.data(), chunk.size());
    buffer[chunk.size()] = '\0';
    const bool last = rest.empty();
    const int stepFlags = last ? flags | O_NOFOLLOW : kDirectoryStep;
    UniqueFd next(useOpenat2 ? openStep(dir, buffer, stepFlags, mode)
                             : ::openat(dir, buffer, stepFlags | O_CLOEXEC, mode));
    if (!next.valid()) return {};
    if (last) return next;
    current = std::move(next);
    dir = current.get();
  }
}

}  // namespace

UniqueFd openBeneath(int baseFd, std::string_view path, int flags, unsigned mode) noexcept {
  if (!staysBeneath(path)) {
    errno = EXDEV;
    return {};
  }
  if (path.empty()) path = ".";
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (!openat2Missing.load(std::memory_order_relaxed)) {
    UniqueFd fd = openInSteps(baseFd, path, flags, mode, true);
    if (fd.valid() || (errno != ENOSYS && errno != EPERM)) return fd;
    if (errno == ENOSYS) openat2Missing.store(true, std::memory_order_relaxed);
  }
  return openInSteps(baseFd, path, flags, mode, false);
}

}  // namespace mamori
