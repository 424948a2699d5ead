#include "install/windows/guarded_place.h"

#include <windows.h>

#include <sddl.h>

#include <memory>
#include <string_view>
#include <vector>

#include "base/windows/unique_handle.h"
#include "include/mamori_shim.h"
#include "install/guarded_object.h"
#include "os/windows/last_error.h"
#include "os/windows/own_access.h"

namespace mamori::shim {
namespace {

/// Longer access lists than this are none that a place for programs has.
constexpr DWORD kMostDescriptorBytes = 256 * 1024;

/// O:BA — the administrators own it; D:P — nothing inherited; the system and the administrators have all rights (FA), everybody with an account and programs in
/// app containers (S-1-15-2-1), which have file dialogs as well, read and run what is there (0x1200a9).
constexpr const wchar_t* kFolderAccess = L"O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;OICI;0x1200a9;;;S-1-15-2-1)";
constexpr const wchar_t* kFileAccess = L"O:BAD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1200a9;;;BU)(A;;0x1200a9;;;S-1-15-2-1)";

using UniqueDescriptor = std::unique_ptr<void, LocalFreed>;

UniqueDescriptor descriptorOf(const wchar_t* description) noexcept {
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(description, SDDL_REVISION_1, &descriptor, nullptr)) return nullptr;
  return UniqueDescriptor(descriptor);
}

/// "C:\a\b" as the system takes it at any length, without a second look at its dots and blanks.
std::wstring literal(std::wstring_view path) { return L"\\\\?\\" + std::wstring(path); }

bool isOnDrive(std::wstring_view path) noexcept {
  return path.size() > 3 && path[1] == L':' && path[2] == L'\\' && path.back() != L'\\' && path.find(L'/') == std::wstring_view::npos && path.find(L"\\\\") == std::wstring_view::npos &&
         path.find(L"\\.") == std::wstring_view::npos && path.find(L'\0') == std::wstring_view::npos && path.find(L':', 2) == std::wstring_view::npos;
}

std::int32_t descriptorAt(HANDLE object, std::vector<std::byte>& out) {
  const SECURITY_INFORMATION asked = OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
  DWORD bytes = 0;
  GetKernelObjectSecurity(object, asked, nullptr, 0, &bytes);
  if (bytes == 0 || bytes > kMostDescriptorBytes) return failLast();
  out.resize(bytes);
  return GetKernelObjectSecurity(object, asked, out.data(), bytes, &bytes) ? 0 : failLast();
}

/// One part by itself.
std::int32_t look(const std::wstring& path, PathRole role, std::optional<OpenPlace>& out) {
  const UniqueHandle object(CreateFileW(literal(path).c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                        FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
  if (!object.valid()) return failLast();
  FILE_ATTRIBUTE_TAG_INFO info{};
  if (!GetFileInformationByHandleEx(object.get(), FileAttributeTagInfo, &info, sizeof info)) return failLast();
  if (info.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) {
    out = OpenPlace{path, {}};
    return 0;
  }
  std::vector<std::byte> descriptor;
  const std::int32_t code = descriptorAt(object.get(), descriptor);
  if (code != 0) return code;
  const auto facts = accessFactsOf(descriptor);
  if (!facts) return failSystem(ERROR_INVALID_SECURITY_DESCR);
  if (auto sid = strangerAt(*facts, role)) out = OpenPlace{path, std::move(*sid)};
  return 0;
}

}  // namespace

std::int32_t findOpenPlace(const std::wstring& path, std::size_t held, std::optional<OpenPlace>& out) {
  out.reset();
  if (!isOnDrive(path)) return MAMORI_ERROR_ARGUMENT;
  // From the end up to the drive's root, which ends with its separator.
  for (std::wstring part = path; !out; part.resize(part.find_last_of(L'\\'))) {
    const bool isRoot = part.size() == 2;
    const std::int32_t code = look(isRoot ? part + L'\\' : part, held > 0 ? PathRole::kHeld : PathRole::kAbove, out);
    if (code != 0 || isRoot) return code;
    if (held > 0) --held;
  }
  return 0;
}

std::int32_t makeGuardedFolder(const std::wstring& path) {
  if (!isOnDrive(path)) return MAMORI_ERROR_ARGUMENT;
  const UniqueDescriptor descriptor = descriptorOf(kFolderAccess);
  if (!descriptor) return failLast();
  SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor.get(), FALSE};
  return CreateDirectoryW(literal(path).c_str(), &attributes) || GetLastError() == ERROR_ALREADY_EXISTS ? 0 : failLast();
}

std::int32_t makeGuardedFile(const std::wstring& path, std::span<const std::uint8_t> content) {
  if (!isOnDrive(path)) return MAMORI_ERROR_ARGUMENT;
  const UniqueDescriptor descriptor = descriptorOf(kFileAccess);
  if (!descriptor) return failLast();
  SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor.get(), FALSE};
  const UniqueHandle file(CreateFileW(literal(path).c_str(), GENERIC_WRITE, 0, &attributes, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file.valid()) return failLast();
  DWORD written = 0;
  if (!WriteFile(file.get(), content.data(), static_cast<DWORD>(content.size()), &written, nullptr) || written != content.size()) return failLast();
  return FlushFileBuffers(file.get()) ? 0 : failLast();
}

}  // namespace mamori::shim
