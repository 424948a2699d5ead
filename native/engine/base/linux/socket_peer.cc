#include "base/socket_peer.h"

#include <sys/socket.h>
#include <unistd.h>

namespace mamori {

SocketPeer socketPeer(int descriptor) noexcept {
  ucred peer{};
  socklen_t bytes = sizeof peer;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &bytes) != 0 || bytes != sizeof peer) return SocketPeer::other;
  // Of a pair that was never connected through an address, or of another family, the kernel knows nobody: pid 0, uid -1.
  return peer.pid > 0 && peer.uid == ::geteuid() ? SocketPeer::own : SocketPeer::other;
}

}  // namespace mamori
