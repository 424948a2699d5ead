#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "path/path_style.h"

namespace mamori::shim {

/// A path in normalised form: bytes, or UTF-16 little-endian two bytes a unit.
using PathBytes = std::basic_string<std::uint8_t>;

/// What the system says about a root; whoever asks it has done the I/O. Texts as the system writes them, empty where it has none.
struct RootFacts {
  struct Mapping {
    PathBytes drive;   // "X:"
    PathBytes target;  // where a mapped or SUBST drive leads
  };
  PathBytes longPath;
  PathBytes shortPath;  // 8.3 names
  PathBytes finalPath;  // as the system resolves links, mounts and drives
  std::vector<Mapping> mappings;
};

/// More than any machine has; it bounds what mappings that lead into each other can make.
inline constexpr std::size_t kMaxSpellings = 64;

/// Every spelling of a root, normalised, without repetition: what was told, the same through every mapping in both directions,
/// and each with and without the \\?\ prefix. nullopt when a fact is no path.
std::optional<std::vector<PathBytes>> rootSpellings(PathStyle style, const RootFacts& facts);

}  // namespace mamori::shim
