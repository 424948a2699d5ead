#include "abi/guard.h"
#include "include/mamori_shim.h"

int32_t mamori_announce(uint32_t what, const uint8_t* path, uint32_t path_bytes) {
  return (what == MAMORI_CHANGED_ITEM || what == MAMORI_CHANGED_FOLDER) && path && path_bytes > 0 ? 0 : MAMORI_ERROR_ARGUMENT;
}
