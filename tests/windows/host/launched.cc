#include "launched.h"

#include <windows.h>

#include <string>

namespace mamori::host {
namespace {

std::wstring ownPath() {
  wchar_t path[MAX_PATH + 1] = L"";
  GetModuleFileNameW(nullptr, path, MAX_PATH);
  return path;
}

std::wstring countingFile() {
  const std::wstring path = ownPath();
  return path.substr(0, path.find_last_of(L'\\') + 1) + L"launches";
}

}  // namespace

bool isLaunched() { return ownPath().ends_with(L"\\mamori.exe"); }

/// A byte for each start.
void countLaunch() {
  const HANDLE file = CreateFileW(countingFile().c_str(), FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_ALWAYS, 0, nullptr);
  DWORD written = 0;
  WriteFile(file, "x", 1, &written, nullptr);
  CloseHandle(file);
}

int launches() {
  WIN32_FILE_ATTRIBUTE_DATA data{};
  return GetFileAttributesExW(countingFile().c_str(), GetFileExInfoStandard, &data) ? static_cast<int>(data.nFileSizeLow) : 0;
}

void forgetLaunched() { DeleteFileW(countingFile().c_str()); }

}  // namespace mamori::host
