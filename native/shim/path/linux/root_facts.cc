#include "include/mamori_shim.h"

int32_t mamori_root_facts(const uint8_t*, uint32_t, uint8_t*, uint32_t, uint32_t*) { return MAMORI_ERROR_ARGUMENT; }
