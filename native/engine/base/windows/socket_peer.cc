#include "base/socket_peer.h"

namespace mamori {

/// Its place is taken by a pipe whose access list and look at the server the shim looks after (native/shim/endpoint).
SocketPeer socketPeer(int) noexcept { return SocketPeer::unknown; }

}  // namespace mamori
