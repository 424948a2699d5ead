#include "include/mamori_shim.h"

int32_t mamori_peer_is_own(uint32_t) { return MAMORI_ERROR_ARGUMENT; }
