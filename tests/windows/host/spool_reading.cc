#include "spool_reading.h"

#include <windows.h>

#include "click/user_place.h"

namespace mamori::host {

std::wstring spoolFolder() { return explorer::UserPlace::ofThisUser().spool; }

std::vector<std::wstring> spooled(const wchar_t* pattern) {
  const std::wstring folder = spoolFolder();
  std::vector<std::wstring> found;
  WIN32_FIND_DATAW entry{};
  const HANDLE search = FindFirstFileW((folder + L"\\" + pattern).c_str(), &entry);
  if (search == INVALID_HANDLE_VALUE) return found;
  do found.push_back(folder + L"\\" + entry.cFileName);
  while (FindNextFileW(search, &entry));
  FindClose(search);
  return found;
}

std::string contentOf(const std::wstring& path) {
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
  if (file == INVALID_HANDLE_VALUE) return {};
  LARGE_INTEGER size{};
  GetFileSizeEx(file, &size);
  std::string content(static_cast<std::size_t>(size.QuadPart), '\0');
  DWORD read = 0;
  ReadFile(file, content.data(), static_cast<DWORD>(content.size()), &read, nullptr);
  CloseHandle(file);
  content.resize(read);
  return content;
}

void forgetSpooled() {
  for (const auto& file : spooled()) DeleteFileW(file.c_str());
}

}  // namespace mamori::host
