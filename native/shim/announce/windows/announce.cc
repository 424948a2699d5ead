#include <windows.h>

#include <shlobj.h>

#include <cstring>
#include <string>

#include "abi/guard.h"
#include "include/mamori_shim.h"
#include "path/normalise.h"

using namespace mamori::shim;

int32_t mamori_announce(uint32_t what, const uint8_t* path, uint32_t path_bytes) {
  if ((what != MAMORI_CHANGED_ITEM && what != MAMORI_CHANGED_FOLDER) || !path || path_bytes == 0 || path_bytes % 2 != 0 || path_bytes > kMaxPathBytes) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    std::wstring units(path_bytes / 2, L'\0');
    std::memcpy(units.data(), path, path_bytes);
    SHChangeNotify(what == MAMORI_CHANGED_ITEM ? SHCNE_UPDATEITEM : SHCNE_UPDATEDIR, SHCNF_PATHW | SHCNF_FLUSHNOWAIT, units.c_str(), nullptr);
    return 0;
  });
}
