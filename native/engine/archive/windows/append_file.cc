#include "archive/append_file.h"

#include "base/windows/system_error.h"
#include "base/windows/wide_path.h"

namespace mamori {

Status appendDurably(const std::string& path, ByteView bytes, std::string_view code) {
  const UniqueHandle handle(CreateFileW(toExtendedPath(path).c_str(), FILE_APPEND_DATA | SYNCHRONIZE, FILE_SHARE_READ, nullptr, OPEN_ALWAYS,
                                        FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!handle.valid()) return systemError(code, "CreateFileW");
  while (!bytes.empty()) {
    DWORD put = 0;
    const DWORD wanted = static_cast<DWORD>(bytes.size() < (64u << 20) ? bytes.size() : (64u << 20));
    if (!WriteFile(handle.get(), bytes.data(), wanted, &put, nullptr)) return systemError(code, "WriteFile");
    bytes = bytes.subspan(put);
  }
  if (!FlushFileBuffers(handle.get())) return systemError(code, "FlushFileBuffers");
  return {};
}

}  // namespace mamori
