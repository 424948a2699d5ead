#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "include/mamori_shim.h"
#include "os/system_error.h"

int32_t mamori_peer_is_own(uint32_t socket) {
  ucred peer{};
  socklen_t bytes = sizeof peer;
  if (::getsockopt(static_cast<int>(socket), SOL_SOCKET, SO_PEERCRED, &peer, &bytes) != 0) return mamori::shim::failSystem(errno);
  // Of a pair that was never connected through an address, or of another family, the kernel knows nobody: pid 0, uid -1.
  return bytes == sizeof peer && peer.pid > 0 && peer.uid == ::geteuid() ? 1 : 0;
}
