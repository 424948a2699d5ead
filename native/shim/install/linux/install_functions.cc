#include "include/mamori_shim.h"

int32_t mamori_is_elevated(void) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_program_files(uint8_t*, uint32_t, uint32_t*) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_guarded(const uint8_t*, uint32_t, uint32_t, uint8_t*, uint32_t, uint32_t*) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_guarded_folder(const uint8_t*, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_guarded_file(const uint8_t*, uint32_t, const uint8_t*, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_module_register(const uint8_t*, uint32_t, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_remove_at_restart(const uint8_t*, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_run_elevated(const uint8_t*, uint32_t, const uint8_t*, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
int32_t mamori_report(const uint8_t*, uint32_t, const uint8_t*, uint32_t) { return MAMORI_ERROR_ARGUMENT; }
