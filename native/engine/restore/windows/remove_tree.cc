#include "restore/windows/remove_tree.h"

#include <cstdint>
#include <string>
#include <vector>

#include "restore/windows/nt_file.h"

namespace mamori {
namespace {

constexpr std::size_t kListingBytes = 64 * 1024;

/// The names of one folder, read in full before any is deleted: a listing that goes on over deletions may skip names.
Result<std::vector<std::wstring>> namesIn(HANDLE folder) {
  std::vector<std::wstring> names;
  std::vector<std::uint64_t> memory(kListingBytes / sizeof(std::uint64_t));
  auto* const bytes = reinterpret_cast<std::uint8_t*>(memory.data());
  while (GetFileInformationByHandleEx(folder, FileIdBothDirectoryInfo, bytes, kListingBytes)) {
    for (const std::uint8_t* at = bytes;;) {
      const auto* const entry = reinterpret_cast<const FILE_ID_BOTH_DIR_INFO*>(at);
      std::wstring name(entry->FileName, entry->FileNameLength / sizeof(WCHAR));
      if (name != L"." && name != L"..") names.push_back(std::move(name));
      if (entry->NextEntryOffset == 0) break;
      at += entry->NextEntryOffset;
    }
  }
  const DWORD ended = GetLastError();
  if (ended != ERROR_NO_MORE_FILES) return restoreError("list folder", ended);
  return names;
}

/// A read-only file is deleted only once it is none.
Status removeEntry(HANDLE entry) {
  FILE_BASIC_INFO basic{};
  basic.FileAttributes = FILE_ATTRIBUTE_NORMAL;
  SetFileInformationByHandle(entry, FileBasicInfo, &basic, sizeof basic);
  FILE_DISPOSITION_INFO disposition{TRUE};
  if (!SetFileInformationByHandle(entry, FileDispositionInfo, &disposition, sizeof disposition)) return restoreError("delete");
  return {};
}

}  // namespace

Status removeTree(HANDLE folder, std::wstring_view name) {
  constexpr ACCESS_MASK kAccess = DELETE | FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES;
  {
    const UniqueHandle entry = openRelative(folder, name, {kAccess, NtOpen::existing, false});
    if (!entry.valid()) return restoreError("open");
    FILE_STANDARD_INFO standard;
    if (!GetFileInformationByHandleEx(entry.get(), FileStandardInfo, &standard, sizeof standard)) return restoreError("GetFileInformationByHandleEx");
    if (!standard.Directory || isLink(entry.get())) return removeEntry(entry.get());
  }
  const UniqueHandle below = openRelative(folder, name, {kAccess | FILE_LIST_DIRECTORY | FILE_TRAVERSE, NtOpen::existing, true});
  if (!below.valid()) return restoreError("open folder");
  if (isLink(below.get())) return removeEntry(below.get());
  MAMORI_ASSIGN(const auto names, namesIn(below.get()));
  for (const std::wstring& each : names) MAMORI_TRY(removeTree(below.get(), each));
  return removeEntry(below.get());
}

}  // namespace mamori
