#include "base/socket_peer.h"

#include "base/linux/peer_credentials.h"

namespace mamori {

SocketPeer socketPeer(int descriptor) noexcept { return peerIsOwn(descriptor).value_or(false) ? SocketPeer::own : SocketPeer::other; }

}  // namespace mamori
