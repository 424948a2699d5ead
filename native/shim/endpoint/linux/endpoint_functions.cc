#include <cerrno>

#include "base/linux/peer_credentials.h"
#include "include/mamori_shim.h"
#include "os/system_error.h"

int32_t mamori_peer_is_own(uint32_t socket) {
  const auto own = mamori::peerIsOwn(static_cast<int>(socket));
  if (!own) return mamori::shim::failSystem(errno);
  return *own ? 1 : 0;
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
