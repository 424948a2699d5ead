#include "restore/windows/nt_file.h"

#include <winternl.h>

#include <cstring>
#include <vector>

#include "base/windows/system_error.h"
#include "restore/restore_codes.h"

namespace mamori {
namespace {

// From the driver kit's headers, which applications do not have.
constexpr ULONG kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
constexpr ULONG kDirectoryFile = 0x00000001, kSynchronous = 0x00000020, kBackupIntent = 0x00004000, kOpenReparsePoint = 0x00200000;
constexpr ULONG kDispositionOpen = 1, kDispositionCreate = 2;
constexpr ULONG kCaseInsensitive = 0x40;
constexpr int kRenameInformation = 10, kLinkInformation = 11, kRenameInformationEx = 65;
// Of winerror.h; older copies of it lack them.
constexpr DWORD kStoppedOnSymlink = 681, kDiskQuotaExceeded = 1295;
constexpr ULONG kReplaceIfExists = 0x1, kPosixSemantics = 0x2, kIgnoreReadOnly = 0x40;

/// Of rename and link requests alike; the first member is a boolean in the older ones.
struct NameRequest {
  ULONG flags;
  HANDLE folder;
  ULONG nameBytes;
  WCHAR name[1];
};

using CreateFileCall = NTSTATUS(NTAPI*)(PHANDLE, ACCESS_MASK, OBJECT_ATTRIBUTES*, IO_STATUS_BLOCK*, PLARGE_INTEGER, ULONG, ULONG, ULONG, ULONG, PVOID, ULONG);
using SetInformationCall = NTSTATUS(NTAPI*)(HANDLE, IO_STATUS_BLOCK*, PVOID, ULONG, int);
using ToWin32Call = ULONG(NTAPI*)(NTSTATUS);

template <typename Call>
Call ntdll(const char* name) noexcept {
  return reinterpret_cast<Call>(reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), name)));
}

DWORD toWin32(NTSTATUS status) noexcept {
  static const auto call = ntdll<ToWin32Call>("RtlNtStatusToDosError");
  return call(status);
}

/// 0, or the Win32 error.
DWORD setName(HANDLE file, HANDLE folder, std::wstring_view name, int information, ULONG flags) {
  static const auto call = ntdll<SetInformationCall>("NtSetInformationFile");
  const std::size_t nameBytes = name.size() * sizeof(WCHAR);
  std::vector<std::uint64_t> memory((sizeof(NameRequest) + nameBytes) / sizeof(std::uint64_t) + 1);
  auto* const request = reinterpret_cast<NameRequest*>(memory.data());
  request->flags = flags;
  request->folder = folder;
  request->nameBytes = static_cast<ULONG>(nameBytes);
  std::memcpy(request->name, name.data(), nameBytes);
  IO_STATUS_BLOCK outcome;
  const NTSTATUS status = call(file, &outcome, request, static_cast<ULONG>(memory.size() * sizeof(std::uint64_t)), information);
  return status >= 0 ? 0 : toWin32(status);
}

std::string_view codeOf(DWORD number) noexcept {
  switch (number) {
    case ERROR_ACCESS_DENIED:
    case ERROR_PRIVILEGE_NOT_HELD:
    case ERROR_SHARING_VIOLATION:
    case ERROR_WRITE_PROTECT: return restore_code::noPermission;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
    case kDiskQuotaExceeded: return restore_code::diskFull;
    case ERROR_INVALID_NAME:
    case ERROR_FILENAME_EXCED_RANGE:
    case ERROR_BAD_PATHNAME: return restore_code::nameNotPossible;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
    case ERROR_DIRECTORY: return restore_code::targetOccupied;
    case ERROR_CANT_ACCESS_FILE:
    case kStoppedOnSymlink: return restore_code::unsafePath;
    default: return restore_code::writeFailed;
  }
}

}  // namespace

Error restoreError(std::string_view what, DWORD number) { return systemError(codeOf(number), what, number); }

UniqueHandle openRelative(HANDLE folder, std::wstring_view name, NtOpenOptions options) noexcept {
  static const auto call = ntdll<CreateFileCall>("NtCreateFile");
  UNICODE_STRING text{static_cast<USHORT>(name.size() * sizeof(WCHAR)), static_cast<USHORT>(name.size() * sizeof(WCHAR)), const_cast<PWSTR>(name.data())};
  if (name.size() > 0x7000) {
    SetLastError(ERROR_FILENAME_EXCED_RANGE);
    return {};
  }
  OBJECT_ATTRIBUTES attributes{};
  attributes.Length = sizeof attributes;
  attributes.RootDirectory = folder;
  attributes.ObjectName = &text;
  attributes.Attributes = kCaseInsensitive;
  IO_STATUS_BLOCK outcome;
  HANDLE opened = nullptr;
  const ULONG flags = kSynchronous | kBackupIntent | kOpenReparsePoint | (options.folder ? kDirectoryFile : 0);
  const NTSTATUS status = call(&opened, options.access | SYNCHRONIZE, &attributes, &outcome, nullptr, FILE_ATTRIBUTE_NORMAL, kShareAll,
                               options.mode == NtOpen::create ? kDispositionCreate : kDispositionOpen, flags, nullptr, 0);
  if (status >= 0) return UniqueHandle(opened);
  SetLastError(toWin32(status));
  return {};
}

Status renameRelative(HANDLE file, HANDLE folder, std::wstring_view name, bool replace) {
  const ULONG extended = kPosixSemantics | (replace ? kReplaceIfExists | kIgnoreReadOnly : 0);
  DWORD failed = setName(file, folder, name, kRenameInformationEx, extended);
  // File systems other than NTFS, and Windows before 10 1809, know only the older request.
  if (failed == ERROR_INVALID_PARAMETER || failed == ERROR_NOT_SUPPORTED || failed == ERROR_INVALID_FUNCTION) {
    failed = setName(file, folder, name, kRenameInformation, replace ? 1 : 0);
  }
  if (failed) return restoreError("rename", failed);
  return {};
}

Status linkRelative(HANDLE file, HANDLE folder, std::wstring_view name) {
  if (const DWORD failed = setName(file, folder, name, kLinkInformation, 0)) return restoreError("link", failed);
  return {};
}

void removeOpened(HANDLE file) noexcept {
  FILE_DISPOSITION_INFO disposition{TRUE};
  SetFileInformationByHandle(file, FileDispositionInfo, &disposition, sizeof disposition);
}

bool isLink(HANDLE file) noexcept {
  FILE_ATTRIBUTE_TAG_INFO tag;
  if (!GetFileInformationByHandleEx(file, FileAttributeTagInfo, &tag, sizeof tag)) return true;
  constexpr DWORD kNameSurrogate = 0x20000000;  // the reparse point stands for another named thing
  return (tag.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) && (tag.ReparseTag & kNameSurrogate);
}

}  // namespace mamori
