#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <optional>

namespace mamori {

/// Whether the process at the other end of a Unix socket is of this user, by what the kernel noted when it was connected (SO_PEERCRED, unix(7)). Nothing where it cannot be asked, with the
/// reason in errno.
inline std::optional<bool> peerIsOwn(int descriptor) noexcept {
  ucred peer{};
  socklen_t bytes = sizeof peer;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &bytes) != 0) return std::nullopt;
  // Of a pair that was never connected through an address, or of another family, the kernel knows nobody: pid 0, uid -1.
  return bytes == sizeof peer && peer.pid > 0 && peer.uid == ::geteuid();
}

}  // namespace mamori
