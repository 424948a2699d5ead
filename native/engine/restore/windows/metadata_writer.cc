#include "restore/windows/metadata_writer.h"

#include "base/windows/wide_path.h"

namespace mamori {
namespace {

constexpr DWORD kRestorableAttributes = FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM | FILE_ATTRIBUTE_ARCHIVE |
                                        FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;

/// Attributes for a record of another platform, whose mode is all there is.
DWORD attributesOf(const Record& record) noexcept {
  const bool readOnly = record.kind == RecordKind::file && !(record.mode & 0200);
  return readOnly ? FILE_ATTRIBUTE_READONLY : FILE_ATTRIBUTE_NORMAL;
}

}  // namespace

bool MetadataWriter::setSecurity(HANDLE file, const std::string& descriptor) const {
  // SetKernelObjectSecurity trusts lengths inside the descriptor.
  std::string copy = descriptor;
  auto* const security = reinterpret_cast<PSECURITY_DESCRIPTOR>(copy.data());
  if (copy.size() < sizeof(SECURITY_DESCRIPTOR_RELATIVE) || !IsValidSecurityDescriptor(security)) return false;
  if (GetSecurityDescriptorLength(security) > copy.size()) return false;
  const bool listed = SetKernelObjectSecurity(file, DACL_SECURITY_INFORMATION, security);
  if (!restoreOwner_) return listed;
  return SetKernelObjectSecurity(file, OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION, security) && listed;
}

bool MetadataWriter::writeStream(HANDLE file, const std::string& value) {
  const auto stream = splitNamedValue(value);
  if (!stream || stream->name.find_first_of(std::string_view("/\\:\0", 4)) != std::string_view::npos) return false;
  const UniqueHandle handle = openRelative(file, L":" + fromWtf8(stream->name), {FILE_WRITE_DATA, NtOpen::create, false});
  DWORD written = 0;
  return handle.valid() && WriteFile(handle.get(), stream->content.data(), static_cast<DWORD>(stream->content.size()), &written, nullptr);
}

Status MetadataWriter::applyTo(HANDLE file, const Record& record) {
  FILE_BASIC_INFO basic{};
  basic.FileAttributes = attributesOf(record);
  for (const Extension& extension : record.extensions) {
    bool applied = false;
    switch (static_cast<ExtensionTag>(extension.tag)) {
      case ExtensionTag::alternateStream: applied = writeStream(file, extension.value); break;
      case ExtensionTag::securityDescriptor: applied = setSecurity(file, extension.value); break;
      case ExtensionTag::windowsAttributes:
        applied = extension.value.size() == 4;
        if (applied) basic.FileAttributes = loadU32(bytesOf(extension.value).data()) & kRestorableAttributes;
        if (basic.FileAttributes == 0) basic.FileAttributes = FILE_ATTRIBUTE_NORMAL;
        break;
      case ExtensionTag::birthTime: {
        FieldReader field(bytesOf(extension.value));
        const std::int64_t birthNs = field.signedVarint();
        applied = !field.failed();
        if (applied) basic.CreationTime.QuadPart = ticksOf(birthNs);
        break;
      }
      default: break;
    }
    if (!applied) ignored_.fetch_add(1, std::memory_order_relaxed);
  }
  // Last: writing streams changes the time. 0 would leave it as it is, so that the year 1601 is one tick late.
  basic.LastWriteTime.QuadPart = ticksOf(record.mtimeNs) > 0 ? ticksOf(record.mtimeNs) : 1;
  if (!SetFileInformationByHandle(file, FileBasicInfo, &basic, sizeof basic)) return restoreError("SetFileInformationByHandle");
  return {};
}

}  // namespace mamori
