#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace mamori {

/// What a destination takes; what it does not take is reported per file and not stored. By default it takes everything.
struct SourceLimits {
  std::optional<std::uint64_t> fileBytes;
  std::optional<std::uint64_t> pathUnits;  // of a path relative to the source, in UTF-16 units, as Windows counts
  bool plainNames = false;                 // no name with \ / : * ? " < > |, none that begins with a dot

  bool none() const noexcept { return !fileBytes && !pathUnits && !plainNames; }
};

/// The first limit that an entry breaks: `file.forbidden-name` (of it or of a folder above it), `file.path-too-long`,
/// `file.too-large`. Cost: one pass over the path.
std::optional<Error> limitExceeded(const SourceLimits& limits, std::string_view path, std::uint64_t bytes);

}  // namespace mamori
