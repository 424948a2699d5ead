#include "os/own_folder.h"

#include <windows.h>

#include <memory>

#include "base/windows/unique_handle.h"
#include "include/mamori_shim.h"
#include "os/windows/last_error.h"
#include "os/windows/own_access.h"

namespace mamori::shim {
namespace {

constexpr const char* kLockName = "writer.lock";
constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

std::wstring wide(const std::string& text) {
  const int length = MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), nullptr, 0);
  std::wstring units(static_cast<std::size_t>(length), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), units.data(), length);
  return units;
}

std::string narrow(const wchar_t* text) {
  const int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
  std::string bytes(length > 0 ? static_cast<std::size_t>(length) - 1 : 0, '\0');
  WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes.data(), length, nullptr, nullptr);
  return bytes;
}

/// Not through links, and never a device or pipe.
bool hasAttributes(HANDLE handle, DWORD wanted) noexcept {
  FILE_ATTRIBUTE_TAG_INFO info{};
  if (GetFileType(handle) != FILE_TYPE_DISK || !GetFileInformationByHandleEx(handle, FileAttributeTagInfo, &info, sizeof info)) return false;
  return (info.FileAttributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT)) == wanted;
}

std::int32_t map(HANDLE file, std::size_t bytes, Access access, MappedFile& out) {
  const bool writes = access == Access::kWrite;
  const UniqueHandle section(CreateFileMappingW(file, nullptr, writes ? PAGE_READWRITE : PAGE_READONLY, 0, 0, nullptr));
  if (!section.valid()) return failLast();
  void* memory = MapViewOfFile(section.get(), writes ? FILE_MAP_READ | FILE_MAP_WRITE : FILE_MAP_READ, 0, 0, bytes);
  if (!memory) return failLast();
  out = MappedFile(static_cast<std::byte*>(memory), bytes, -1);
  return 0;
}

}  // namespace

OwnFolder::~OwnFolder() {
  if (lock_ != kNone) CloseHandle(reinterpret_cast<HANDLE>(lock_));
  if (handle_ != kNone) CloseHandle(reinterpret_cast<HANDLE>(handle_));
}

std::string OwnFolder::fixedPlace() {
  wchar_t local[MAX_PATH + 1];
  const DWORD length = GetEnvironmentVariableW(L"LOCALAPPDATA", local, MAX_PATH);
  return length > 0 && length < MAX_PATH ? narrow(local) + "\\Mamori Shell" : std::string();
}

std::int32_t OwnFolder::make(const std::string& path, OwnFolder& out) {
  const auto descriptor = ownerOnly(OwnUser());
  if (!descriptor) return failLast();
  SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor.get(), FALSE};
  if (!CreateDirectoryW(wide(path).c_str(), &attributes) && GetLastError() != ERROR_ALREADY_EXISTS) return failLast();
  return find(path, out);
}

std::int32_t OwnFolder::find(const std::string& path, OwnFolder& out) {
  UniqueHandle folder(CreateFileW(wide(path).c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES | FILE_LIST_DIRECTORY, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
  if (!folder.valid()) return failLast();
  if (!hasAttributes(folder.get(), FILE_ATTRIBUTE_DIRECTORY) || !isOwn(folder.get(), OwnUser())) return MAMORI_ERROR_FOREIGN;
  // Held open without sharing its deletion: the folder that was checked is the one whose files are opened by path.
  OwnFolder found;
  found.path_ = path;
  HANDLE held = nullptr;
  if (!DuplicateHandle(GetCurrentProcess(), folder.get(), GetCurrentProcess(), &held, 0, FALSE, DUPLICATE_SAME_ACCESS)) return failLast();
  found.handle_ = reinterpret_cast<std::intptr_t>(held);
  out = std::move(found);
  return 0;
}

std::int32_t OwnFolder::lockForWriting() {
  // Opened without sharing: a second open fails until this handle is closed, which the end of the process does too.
  const HANDLE file = CreateFileW(wide(path_ + "\\" + kLockName).c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return GetLastError() == ERROR_SHARING_VIOLATION ? MAMORI_ERROR_BUSY : failLast();
  lock_ = reinterpret_cast<std::intptr_t>(file);
  return 0;
}

/// A file that is open without sharing cannot be taken away.
std::int32_t OwnFolder::keepLock() { return 0; }

std::int32_t OwnFolder::create(const std::string& name, std::size_t bytes, MappedFile& out) const {
  const UniqueHandle file(CreateFileW(wide(path_ + "\\" + name).c_str(), GENERIC_READ | GENERIC_WRITE, kShared, nullptr, CREATE_NEW,
                                      FILE_ATTRIBUTE_TEMPORARY | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED, nullptr));
  if (!file.valid()) return failLast();
  LARGE_INTEGER end{};
  end.QuadPart = static_cast<LONGLONG>(bytes);
  if (!SetFilePointerEx(file.get(), end, nullptr, FILE_BEGIN) || !SetEndOfFile(file.get())) return failLast();
  return map(file.get(), bytes, Access::kWrite, out);
}

std::int32_t OwnFolder::open(const std::string& name, std::size_t bytes, Access access, MappedFile& out) const {
  const DWORD rights = READ_CONTROL | GENERIC_READ | (access == Access::kWrite ? GENERIC_WRITE : 0);
  const UniqueHandle file(CreateFileW(wide(path_ + "\\" + name).c_str(), rights, kShared, nullptr, OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
  if (!file.valid()) return failLast();
  if (!hasAttributes(file.get(), 0) || !isOwn(file.get(), OwnUser())) return MAMORI_ERROR_FOREIGN;
  LARGE_INTEGER size{};
  if (!GetFileSizeEx(file.get(), &size)) return failLast();
  if (static_cast<std::uint64_t>(size.QuadPart) != bytes) return MAMORI_ERROR_ARGUMENT;
  return map(file.get(), bytes, access, out);
}

/// What a reader still has mapped stays until the next writer clears the folder.
void OwnFolder::remove(const std::string& name) const noexcept {
  try {
    DeleteFileW(wide(path_ + "\\" + name).c_str());
  } catch (...) {
    return;  // no memory for a name: likewise
  }
}

std::vector<std::string> OwnFolder::names() const {
  std::vector<std::string> found;
  WIN32_FIND_DATAW entry{};
  const HANDLE search = path_.empty() ? INVALID_HANDLE_VALUE : FindFirstFileW(wide(path_ + "\\*").c_str(), &entry);
  if (search == INVALID_HANDLE_VALUE) return found;
  do found.push_back(narrow(entry.cFileName));
  while (FindNextFileW(search, &entry));
  FindClose(search);
  return found;
}

}  // namespace mamori::shim
