#pragma once

namespace mamori {

enum class SocketPeer {
  own,      ///< a process of this user
  other,    ///< of another user, or nobody that the kernel knows: the socket is gone, of another family, or was never connected
  unknown,  ///< the platform does not tell
};

/// Who is at the other end of a connected Unix socket, by what the kernel noted when it was connected.
SocketPeer socketPeer(int descriptor) noexcept;

}  // namespace mamori
