#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "path/root_spellings.h"
#include "status/layout.h"

namespace mamori::shim {

/// A root that a path lies in, and where the part below it begins.
struct RootMatch {
  std::uint32_t root = 0;
  std::size_t rootBytes = 0;
  std::size_t restFrom = 0;
};

/// Roots inside roots are looked at innermost first, and no more than this many.
inline constexpr std::size_t kMaxMatches = 4;

struct RootMatches {
  std::array<RootMatch, kMaxMatches> found;
  std::size_t count = 0;
  bool torn = false;
};

/// The roots that a normalised path lies in, longest spelling first. 8 zero bytes must follow the path in memory.
RootMatches matchRoots(const SpellingTable& table, PathStyle style, const std::uint8_t* path, std::size_t bytes) noexcept;

struct RootSpelling {
  std::uint32_t root;
  PathBytes text;
};

/// Replaces the whole table; false, and nothing changed, when they do not fit.
bool writeSpellings(SpellingTable& table, PathStyle style, std::span<const RootSpelling> spellings);

}  // namespace mamori::shim
