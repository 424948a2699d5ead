#include "click/click_spool.h"

#include "base/windows/unique_handle.h"

namespace mamori::explorer {
namespace {

bool writeAll(HANDLE file, const std::string& bytes) noexcept {
  DWORD written = 0;
  return WriteFile(file, bytes.data(), static_cast<DWORD>(bytes.size()), &written, nullptr) && written == bytes.size() && FlushFileBuffers(file);
}

}  // namespace

bool spoolClick(const std::wstring& folder, const std::string& id, const std::string& json) {
  if (folder.empty() || (!CreateDirectoryW(folder.c_str(), nullptr) && GetLastError() != ERROR_ALREADY_EXISTS)) return false;
  const std::wstring place = folder + L"\\" + std::wstring(id.begin(), id.end());
  const std::wstring unfinished = place + L".part", finished = place + L".json";
  bool good = false;
  {
    const UniqueHandle file(CreateFileW(unfinished.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    good = file.valid() && writeAll(file.get(), json);
  }
  good = good && MoveFileExW(unfinished.c_str(), finished.c_str(), MOVEFILE_WRITE_THROUGH);
  if (!good) DeleteFileW(unfinished.c_str());
  return good;
}

}  // namespace mamori::explorer
