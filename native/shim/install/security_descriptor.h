#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mamori::shim {

/// One entry of an access list that lets somebody do something. Entries that deny or audit are left out: what they take away is no danger.
struct Grant {
  std::string sid;  // as text, S-1-5-18
  std::uint32_t rights = 0;
  bool isForThisObject = true;  // false: only for what will be made below
};

/// Who an object belongs to and who may do what with it.
struct AccessFacts {
  std::string owner;  // a SID as text
  bool hasList = false;  // without a list everybody may do everything
  std::vector<Grant> grants;
};

/// Reads a self-relative security descriptor ([MS-DTYP] 2.4.6), bounds checked. Nothing for one that makes no sense, or has an entry of a kind that we do not know: it might let somebody in.
std::optional<AccessFacts> accessFactsOf(std::span<const std::byte> descriptor);

}  // namespace mamori::shim
