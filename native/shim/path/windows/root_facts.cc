#include <windows.h>

#include <cstring>
#include <string>
#include <string_view>

#include "abi/guard.h"
#include "include/mamori_shim.h"

using namespace mamori::shim;

namespace {

/// The longest path that the system knows, in units.
constexpr DWORD kMaxUnits = 32'768;

/// Where a SUBST drive leads as the object manager has it: \??\C:\folder, \??\UNC\server\share.
std::wstring substituted(std::wstring_view device) {
  constexpr std::wstring_view dos = L"\\??\\", unc = L"\\??\\UNC\\";
  if (device.starts_with(unc)) return L"\\\\" + std::wstring(device.substr(unc.size()));
  return device.starts_with(dos) ? std::wstring(device.substr(dos.size())) : std::wstring();
}

/// Where a mapped drive leads: \Device\Mup\;LanmanRedirector\;X:0000000000012345\server\share, and without "\Mup" in older systems.
std::wstring mapped(std::wstring_view device) {
  const std::size_t drive = device.rfind(L"\\;");
  const std::size_t server = drive == std::wstring_view::npos ? drive : device.find(L'\\', drive + 2);
  return server == std::wstring_view::npos || !device.starts_with(L"\\Device\\") ? std::wstring() : L"\\" + std::wstring(device.substr(server));
}

/// For each drive letter that stands for a folder somewhere else: 'M', the drive, and where. Asks the object manager alone, never a network.
void addMappings(std::wstring& facts) {
  for (wchar_t letter = L'A'; letter <= L'Z'; ++letter) {
    const std::wstring drive{letter, L':'};
    std::wstring device(kMaxUnits, L'\0');
    if (QueryDosDeviceW(drive.c_str(), device.data(), kMaxUnits) == 0) continue;
    device.resize(wcslen(device.c_str()));
    std::wstring target = substituted(device);
    if (target.empty()) target = mapped(device);
    if (!target.empty()) facts += L"M" + drive + target + L'\0';
  }
}

/// Short names are asked of local drives only: a share that is away would hold the caller up for seconds.
void addShortPath(std::wstring& facts, const std::wstring& path) {
  if (path.size() < 3 || path[1] != L':' || GetDriveTypeW(path.substr(0, 3).c_str()) == DRIVE_REMOTE) return;
  std::wstring units(kMaxUnits, L'\0');
  const DWORD length = GetShortPathNameW(path.c_str(), units.data(), kMaxUnits);
  if (length > 0 && length < kMaxUnits) facts += L"S" + units.substr(0, length) + L'\0';
}

}  // namespace

int32_t mamori_root_facts(const uint8_t* path, uint32_t path_bytes, uint8_t* out, uint32_t capacity, uint32_t* written) {
  if (!path || path_bytes == 0 || path_bytes % 2 != 0 || path_bytes / 2 >= kMaxUnits || !isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    std::wstring units(path_bytes / 2, L'\0');
    std::memcpy(units.data(), path, path_bytes);
    std::wstring facts = L"L" + units + L'\0';
    addShortPath(facts, units);
    addMappings(facts);
    *written = static_cast<uint32_t>(facts.size() * sizeof(wchar_t));
    if (*written > capacity) return MAMORI_ERROR_CAPACITY;
    std::memcpy(out, facts.data(), *written);
    return 0;
  });
}
