#include "install/security_descriptor.h"

namespace mamori::shim {
namespace {

// [MS-DTYP] 2.4: the kinds of entries, and the bits that are looked at.
constexpr std::uint8_t kAllowed = 0x00, kDenied = 0x01, kAllowedObject = 0x05, kDeniedObject = 0x06, kAllowedCallback = 0x09, kDeniedCallback = 0x0A,
                       kAllowedCallbackObject = 0x0B, kDeniedCallbackObject = 0x0C;
constexpr std::uint8_t kInheritOnly = 0x08;
constexpr std::uint16_t kListPresent = 0x0004, kSelfRelative = 0x8000;
constexpr std::uint32_t kHasObjectType = 1, kHasInheritedType = 2;
constexpr std::size_t kDescriptorHead = 20, kListHead = 8, kEntryHead = 4, kSidHead = 8, kGuid = 16;
constexpr std::uint8_t kMostParts = 15;

using Bytes = std::span<const std::byte>;

std::uint8_t byteAt(Bytes bytes, std::size_t at) noexcept { return std::to_integer<std::uint8_t>(bytes[at]); }
std::uint16_t halfAt(Bytes bytes, std::size_t at) noexcept { return static_cast<std::uint16_t>(byteAt(bytes, at) | byteAt(bytes, at + 1) << 8); }
std::uint32_t wordAt(Bytes bytes, std::size_t at) noexcept { return halfAt(bytes, at) | static_cast<std::uint32_t>(halfAt(bytes, at + 2)) << 16; }

/// The SID that begins at `at`: revision, number of parts, authority (48 bits, big-endian), parts.
std::optional<std::string> sidAt(Bytes bytes, std::size_t at) {
  if (at > bytes.size() || bytes.size() - at < kSidHead) return std::nullopt;
  const Bytes sid = bytes.subspan(at);
  const std::uint8_t parts = byteAt(sid, 1);
  if (byteAt(sid, 0) != 1 || parts > kMostParts || sid.size() < kSidHead + 4u * parts) return std::nullopt;
  std::uint64_t authority = 0;
  for (std::size_t index = 2; index < kSidHead; ++index) authority = authority << 8 | byteAt(sid, index);
  std::string text = "S-1-" + std::to_string(authority);
  for (std::size_t index = 0; index < parts; ++index) text += '-' + std::to_string(wordAt(sid, kSidHead + 4 * index));
  return text;
}

bool isDenied(std::uint8_t type) noexcept { return type == kDenied || type == kDeniedObject || type == kDeniedCallback || type == kDeniedCallbackObject; }
bool isOfObject(std::uint8_t type) noexcept { return type == kAllowedObject || type == kAllowedCallbackObject; }

std::optional<Grant> grantOf(Bytes entry) {
  const std::uint8_t type = byteAt(entry, 0);
  if (type != kAllowed && type != kAllowedCallback && !isOfObject(type)) return std::nullopt;
  std::size_t at = kEntryHead;
  if (entry.size() < at + 4) return std::nullopt;
  Grant grant;
  grant.rights = wordAt(entry, at);
  grant.isForThisObject = (byteAt(entry, 1) & kInheritOnly) == 0;
  at += 4;
  if (isOfObject(type)) {
    if (entry.size() < at + 4) return std::nullopt;
    const std::uint32_t types = wordAt(entry, at);
    at += 4 + ((types & kHasObjectType) ? kGuid : 0) + ((types & kHasInheritedType) ? kGuid : 0);
  }
  const auto sid = sidAt(entry, at);
  if (!sid) return std::nullopt;
  grant.sid = *sid;
  return grant;
}

std::optional<std::vector<Grant>> grantsAt(Bytes descriptor, std::size_t at) {
  if (at > descriptor.size() || descriptor.size() - at < kListHead) return std::nullopt;
  const std::size_t size = halfAt(descriptor, at + 2);
  if (size < kListHead || size > descriptor.size() - at) return std::nullopt;
  const Bytes list = descriptor.subspan(at, size);
  std::vector<Grant> grants;
  std::size_t next = kListHead;
  for (std::uint16_t left = halfAt(list, 4); left > 0; --left) {
    if (list.size() - next < kEntryHead) return std::nullopt;
    const std::size_t bytes = halfAt(list, next + 2);
    if (bytes < kEntryHead || bytes > list.size() - next) return std::nullopt;
    const Bytes entry = list.subspan(next, bytes);
    next += bytes;
    if (isDenied(byteAt(entry, 0))) continue;
    auto grant = grantOf(entry);
    if (!grant) return std::nullopt;
    grants.push_back(std::move(*grant));
  }
  return grants;
}

}  // namespace

std::optional<AccessFacts> accessFactsOf(std::span<const std::byte> descriptor) {
  if (descriptor.size() < kDescriptorHead || byteAt(descriptor, 0) != 1) return std::nullopt;
  const std::uint16_t control = halfAt(descriptor, 2);
  if ((control & kSelfRelative) == 0) return std::nullopt;
  AccessFacts facts;
  const auto owner = sidAt(descriptor, wordAt(descriptor, 4));
  if (wordAt(descriptor, 4) < kDescriptorHead || !owner) return std::nullopt;
  facts.owner = *owner;
  const std::size_t list = wordAt(descriptor, 16);
  facts.hasList = (control & kListPresent) != 0 && list != 0;
  if (!facts.hasList) return facts;
  auto grants = grantsAt(descriptor, list);
  if (!grants) return std::nullopt;
  facts.grants = std::move(*grants);
  return facts;
}

}  // namespace mamori::shim
