#include "include/mamori_shim.h"

mamori_tray* mamori_tray_open(int32_t* error) {
  if (error) *error = MAMORI_ERROR_ARGUMENT;
  return nullptr;
}

void mamori_tray_close(mamori_tray*) {}
int32_t mamori_tray_bell(mamori_tray*) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_tray_set_picture(mamori_tray*, uint32_t, uint32_t, const uint8_t*, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_tray_show(mamori_tray*, const uint8_t*, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_tray_take(mamori_tray*, uint32_t*) { return MAMORI_ERROR_ARGUMENT; }
