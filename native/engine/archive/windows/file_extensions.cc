#include "archive/windows/file_extensions.h"

#include <algorithm>

#include "base/windows/wide_path.h"
#include "codec/byte_buffer.h"

namespace mamori {
namespace {

// Attributes that a restore can set; the others follow from the content or from the file system.
constexpr DWORD kKeptAttributes = FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM | FILE_ATTRIBUTE_ARCHIVE |
                                  FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;
constexpr std::int64_t kTicksTo1970 = 116'444'736'000'000'000;

void add(std::vector<Extension>& out, ExtensionTag tag, ByteView value) {
  out.push_back({static_cast<std::uint8_t>(tag), std::string(textOf(value))});
}

void addBasics(HANDLE handle, std::vector<Extension>& out) {
  FILE_BASIC_INFO basic;
  if (!GetFileInformationByHandleEx(handle, FileBasicInfo, &basic, sizeof basic)) return;
  std::uint8_t attributes[4];
  storeU32(attributes, basic.FileAttributes & kKeptAttributes);
  add(out, ExtensionTag::windowsAttributes, attributes);
  if (basic.CreationTime.QuadPart == 0) return;
  ByteBuffer birth;
  appendSignedVarint(birth, (basic.CreationTime.QuadPart - kTicksTo1970) * 100);
  add(out, ExtensionTag::birthTime, birth);
}

void addSecurity(HANDLE handle, std::vector<Extension>& out) {
  constexpr SECURITY_INFORMATION kParts = OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
  DWORD needed = 0;
  GetKernelObjectSecurity(handle, kParts, nullptr, 0, &needed);
  if (needed == 0) return;
  ByteBuffer descriptor(needed);
  if (!GetKernelObjectSecurity(handle, kParts, descriptor.data(), needed, &needed)) return;
  add(out, ExtensionTag::securityDescriptor, descriptor);
}

bool readStream(const std::wstring& path, std::string& content) {
  const UniqueHandle handle(CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                        OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  if (!handle.valid()) return false;
  for (DWORD got = 1; got > 0;) {
    const std::size_t size = content.size();
    content.resize(size + 4096);
    if (!ReadFile(handle.get(), content.data() + size, 4096, &got, nullptr)) return false;
    content.resize(size + got);
  }
  return true;
}

void addStreams(const std::wstring& path, std::vector<Extension>& out) {
  WIN32_FIND_STREAM_DATA stream;
  const HANDLE search = FindFirstStreamW(path.c_str(), FindStreamInfoStandard, &stream, 0);
  if (search == INVALID_HANDLE_VALUE) return;
  std::vector<std::string> found;
  do {
    const std::wstring name(stream.cStreamName);  // ":name:$DATA"; the content itself is "::$DATA"
    if (name.size() < 2 || name[1] == L':' || static_cast<std::uint64_t>(stream.StreamSize.QuadPart) > kMaxStreamBytes) continue;
    std::string content;
    if (!readStream(path + name, content)) continue;
    const std::wstring plain = name.substr(1, name.find(L':', 1) - 1);
    found.push_back(joinNamedValue(toWtf8(plain), content));
  } while (FindNextStreamW(search, &stream));
  FindClose(search);
  std::sort(found.begin(), found.end());
  for (std::string& value : found) out.push_back({static_cast<std::uint8_t>(ExtensionTag::alternateStream), std::move(value)});
}

}  // namespace

void readFileExtensions(HANDLE handle, const std::wstring& path, std::vector<Extension>& out) {
  addBasics(handle, out);
  addSecurity(handle, out);
  addStreams(path, out);
}

}  // namespace mamori
