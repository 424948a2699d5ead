#include "install/guarded_object.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace mamori::shim {
namespace {

// Well-known SIDs ([MS-DTYP] 2.4.2.4).
constexpr std::string_view kEverybody = "S-1-1-0";
constexpr std::array<std::string_view, 3> kTrustedOwners = {
  "S-1-5-18",                                                        // the system
  "S-1-5-32-544",                                                    // administrators
  "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",  // its installer (TrustedInstaller)
};
/// They stand for whoever owns or makes an object: the owner is looked at, and nobody has the others in their token.
constexpr std::array<std::string_view, 3> kPlaceholders = {"S-1-3-0", "S-1-3-1", "S-1-3-4"};

// Rights to files and folders (winnt.h).
constexpr std::uint32_t kDelete = 0x0001'0000, kWriteList = 0x0004'0000, kWriteOwner = 0x0008'0000, kGenericAll = 0x1000'0000, kGenericWrite = 0x4000'0000,
                        kWriteData = 0x0002, kAppendData = 0x0004, kWriteExtended = 0x0010, kDeleteChild = 0x0040, kWriteAttributes = 0x0100;
constexpr std::uint32_t kReplaces = kDelete | kDeleteChild | kWriteList | kWriteOwner | kGenericAll;
constexpr std::uint32_t kChanges = kReplaces | kWriteData | kAppendData | kWriteExtended | kWriteAttributes | kGenericWrite;

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& sids, std::string_view sid) noexcept {
  return std::find(sids.begin(), sids.end(), sid) != sids.end();
}

}  // namespace

std::optional<std::string> strangerAt(const AccessFacts& facts, PathRole role) {
  // An owner may always change the list.
  if (!isOneOf(kTrustedOwners, facts.owner)) return facts.owner;
  if (!facts.hasList) return std::string(kEverybody);
  const std::uint32_t dangerous = role == PathRole::kHeld ? kChanges : kReplaces;
  for (const Grant& grant : facts.grants) {
    if (!grant.isForThisObject || (grant.rights & dangerous) == 0) continue;
    if (!isOneOf(kTrustedOwners, grant.sid) && !isOneOf(kPlaceholders, grant.sid)) return grant.sid;
  }
  return std::nullopt;
}

}  // namespace mamori::shim
