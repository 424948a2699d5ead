#include "table_files.h"

#include <windows.h>

namespace mamori::host {

std::wstring tableFolder() {
  wchar_t local[MAX_PATH + 1] = L"";
  GetEnvironmentVariableW(L"LOCALAPPDATA", local, MAX_PATH);
  return std::wstring(local) + L"\\Mamori Shell\\";
}

}  // namespace mamori::host
