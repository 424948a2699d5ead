#include "archive/windows/link_target.h"

#include <winioctl.h>

#include <cstring>
#include <vector>

#include "archive/windows/file_error.h"
#include "base/bytes.h"
#include "base/windows/wide_path.h"

namespace mamori {
namespace {

// REPARSE_DATA_BUFFER of ntifs.h, which belongs to the driver kit: tag, length, reserved, then four 16-bit numbers (offset and length of
// the substitute name and of the print name), for symbolic links a flags word, then the names.
constexpr std::size_t kMaxReparseBytes = 16 * 1024;
constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kNamesOfJunction = kHeaderBytes + 8;
constexpr std::size_t kNamesOfSymlink = kNamesOfJunction + 4;

std::uint16_t field(const std::vector<std::uint8_t>& buffer, std::size_t index) {
  return loadLittleEndian<std::uint16_t>(buffer.data() + kHeaderBytes + 2 * index);
}

}  // namespace

Result<std::string> readLinkTarget(HANDLE handle) {
  std::vector<std::uint8_t> buffer(kMaxReparseBytes);
  DWORD size = 0;
  if (!DeviceIoControl(handle, FSCTL_GET_REPARSE_POINT, nullptr, 0, buffer.data(), static_cast<DWORD>(buffer.size()), &size, nullptr)) {
    return fileError("FSCTL_GET_REPARSE_POINT");
  }
  buffer.resize(size);
  const DWORD tag = size >= kNamesOfJunction ? loadU32(buffer.data()) : 0;
  if (tag != IO_REPARSE_TAG_SYMLINK && tag != IO_REPARSE_TAG_MOUNT_POINT) return makeError("file.changing", "no link any more");
  const std::size_t names = tag == IO_REPARSE_TAG_SYMLINK ? kNamesOfSymlink : kNamesOfJunction;
  // A junction need not have a print name; its substitute name begins with "\??\".
  const std::size_t which = field(buffer, 3) > 0 ? 2 : 0;
  const std::size_t offset = names + field(buffer, which), length = field(buffer, which + 1);
  if (offset + length > buffer.size()) return makeError("file.read-failed", "malformed link");
  std::wstring target(length / sizeof(wchar_t), L'\0');
  std::memcpy(target.data(), buffer.data() + offset, target.size() * sizeof(wchar_t));
  if (which == 0 && target.starts_with(L"\\??\\")) target.erase(0, 4);
  return toWtf8(target);
}

}  // namespace mamori
