#include "registration/toast_icon.h"

#include <windows.h>

#include <shlobj.h>

#include "base/windows/unique_handle.h"

namespace mamori::launcher {
namespace {

/// As in resources/launcher.rc.
constexpr int kPicture = 2;

std::wstring pathIn(const std::wstring& folder) { return folder + L"\\toast-icon.png"; }

}  // namespace

std::wstring writeToastIcon(const std::wstring& folder) {
  const HRSRC found = FindResourceW(nullptr, MAKEINTRESOURCEW(kPicture), MAKEINTRESOURCEW(10));  // RT_RCDATA
  const HGLOBAL loaded = found ? LoadResource(nullptr, found) : nullptr;
  const void* const bytes = loaded ? LockResource(loaded) : nullptr;
  if (!bytes) return {};
  SHCreateDirectoryExW(nullptr, folder.c_str(), nullptr);
  const std::wstring path = pathIn(folder);
  const UniqueHandle file(CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  const DWORD size = SizeofResource(nullptr, found);
  DWORD written = 0;
  return file.valid() && WriteFile(file.get(), bytes, size, &written, nullptr) && written == size ? path : std::wstring();
}

void removeToastIcon(const std::wstring& folder) {
  if (!folder.empty()) DeleteFileW(pathIn(folder).c_str());
}

}  // namespace mamori::launcher
