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

mamori_endpoint* mamori_endpoint_open(const uint8_t*, uint32_t, const uint8_t*, uint32_t, int32_t* error) {
  if (error) *error = MAMORI_ERROR_ARGUMENT;
  return nullptr;
}

void mamori_endpoint_close(mamori_endpoint*) {}
int32_t mamori_endpoint_bell(mamori_endpoint*) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_endpoint_accept(mamori_endpoint*) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_endpoint_connect(const uint8_t*, uint32_t, const uint8_t*, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_endpoint_name(const uint8_t*, uint32_t, const uint8_t*, uint32_t, uint8_t*, uint32_t, uint32_t*) { return MAMORI_ERROR_ARGUMENT; }
