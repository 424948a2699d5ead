#include "archive/linux/extended_attributes.h"

#include <sys/xattr.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "archive/linux/file_error.h"

namespace mamori {
namespace {

// The kernel's own limits (XATTR_LIST_MAX, XATTR_SIZE_MAX in linux/limits.h): one call always suffices.
constexpr std::size_t kMaxListBytes = 65536;
constexpr std::size_t kMaxValueBytes = 65536;

}  // namespace

Status ExtendedAttributeReader::read(int fd, std::uint64_t device, std::vector<Extension>& out) {
  if (device == deviceWithout_) return {};
  if (names_.empty()) names_.resize(kMaxListBytes);
  const ssize_t length = ::flistxattr(fd, names_.data(), names_.size());
  if (length == 0) return {};
  if (length < 0) {
    if (errno == ENOTSUP || errno == ENOSYS) {
      deviceWithout_ = device;
      return {};
    }
    return fileError("flistxattr", errno);
  }
  std::vector<const char*> sorted;
  for (const char* name = names_.data(); name < names_.data() + length; name += std::strlen(name) + 1) sorted.push_back(name);
  std::sort(sorted.begin(), sorted.end(), [](const char* a, const char* b) { return std::strcmp(a, b) < 0; });
  for (const char* name : sorted) MAMORI_TRY(readValue(fd, name, out));
  return {};
}

Status ExtendedAttributeReader::readValue(int fd, const char* name, std::vector<Extension>& out) {
  if (value_.empty()) value_.resize(kMaxValueBytes);
  const ssize_t length = ::fgetxattr(fd, name, value_.data(), value_.size());
  if (length >= 0) {
    out.push_back({static_cast<std::uint8_t>(ExtensionTag::extendedAttribute),
                   joinNamedValue(name, std::string_view(value_.data(), static_cast<std::size_t>(length)))});
    return {};
  }
  // Removed meanwhile, or listed although only privileged processes may read it.
  if (errno == ENODATA || errno == EPERM || errno == EACCES || errno == ENOTSUP) return {};
  return fileError("fgetxattr", errno);
}

}  // namespace mamori
