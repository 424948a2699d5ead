#include <algorithm>
#include <cstring>

#include "base/windows/wide_path.h"
#include "restore/data_ranges.h"
#include "restore/restore_codes.h"
#include "restore/windows/target_folder.h"

#include <winioctl.h>

namespace mamori {
namespace {

constexpr std::size_t kMaxWriteBytes = 64u << 20;
constexpr std::uint32_t kRelativeLink = 1;  // SYMLINK_FLAG_RELATIVE

Status writeAll(HANDLE file, std::uint64_t offset, ByteView bytes) {
  while (!bytes.empty()) {
    OVERLAPPED place{};
    place.Offset = static_cast<DWORD>(offset);
    place.OffsetHigh = static_cast<DWORD>(offset >> 32);
    DWORD written = 0;
    if (!WriteFile(file, bytes.data(), static_cast<DWORD>(std::min(bytes.size(), kMaxWriteBytes)), &written, &place)) return restoreError("WriteFile");
    offset += written;
    bytes = bytes.subspan(written);
  }
  return {};
}

void storeU16(std::uint8_t* out, std::size_t value) noexcept { storeLittleEndian(out, static_cast<std::uint16_t>(value)); }

}  // namespace

void makeSparse(HANDLE file) noexcept {
  DWORD size = 0;
  DeviceIoControl(file, FSCTL_SET_SPARSE, nullptr, 0, nullptr, 0, &size, nullptr);
}

Status writeBytes(HANDLE file, std::uint64_t offset, ByteView bytes, bool sparse) {
  if (!sparse) return writeAll(file, offset, bytes);
  return eachDataRange(offset, bytes, [file](std::uint64_t at, ByteView data) { return writeAll(file, at, data); });
}

Status setSize(HANDLE file, std::uint64_t size) {
  FILE_END_OF_FILE_INFO end;
  end.EndOfFile.QuadPart = static_cast<LONGLONG>(size);
  if (!SetFileInformationByHandle(file, FileEndOfFileInfo, &end, sizeof end)) return restoreError("set end of file");
  return {};
}

Status makeLink(HANDLE file, const std::string& target) {
  std::wstring print = fromWtf8(target);
  std::replace(print.begin(), print.end(), L'/', L'\\');
  const bool absolute = print.size() > 1 && (print[1] == L':' || print.starts_with(L"\\\\"));
  const std::wstring substitute = !absolute ? print : print.starts_with(L"\\\\") ? L"\\??\\UNC" + print.substr(1) : L"\\??\\" + print;
  const std::size_t printBytes = print.size() * sizeof(wchar_t), substituteBytes = substitute.size() * sizeof(wchar_t);
  // REPARSE_DATA_BUFFER: tag, length, reserved; offsets and lengths of both names, flags, then the names.
  constexpr std::size_t kHeader = 8, kFields = 12;
  ByteBuffer data(kHeader + kFields + substituteBytes + printBytes);
  if (data.size() > MAXIMUM_REPARSE_DATA_BUFFER_SIZE) return makeError(restore_code::nameNotPossible, "link target too long");
  storeU32(data.data(), IO_REPARSE_TAG_SYMLINK);
  storeU16(data.data() + 4, data.size() - kHeader);
  storeU16(data.data() + 6, 0);
  storeU16(data.data() + 8, 0);
  storeU16(data.data() + 10, substituteBytes);
  storeU16(data.data() + 12, substituteBytes);
  storeU16(data.data() + 14, printBytes);
  storeU32(data.data() + 16, absolute ? 0 : kRelativeLink);
  std::memcpy(data.data() + kHeader + kFields, substitute.data(), substituteBytes);
  std::memcpy(data.data() + kHeader + kFields + substituteBytes, print.data(), printBytes);
  DWORD size = 0;
  if (DeviceIoControl(file, FSCTL_SET_REPARSE_POINT, data.data(), static_cast<DWORD>(data.size()), nullptr, 0, &size, nullptr)) return {};
  return makeError(restore_code::kindNotPossible, "FSCTL_SET_REPARSE_POINT", GetLastError());
}

}  // namespace mamori
