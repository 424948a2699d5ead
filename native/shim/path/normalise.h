#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "path/path_style.h"
#include "path/siphash.h"

namespace mamori::shim {

/// Writes the form of a path that is compared and hashed, and answers its length in bytes; `mamori_path_normalise` in mamori_shim.h tells the rules.
///
/// A leading pair of separators survives (\\server, \\?\); that is the only place where two stand together. `out` holds at least `bytes`,
/// and may be `path`. nullopt: not a path that names one entry.
std::optional<std::size_t> normalise(PathStyle style, const std::uint8_t* path, std::size_t bytes, std::uint8_t* out) noexcept;

/// The table's key of a normalised path below a root: never 0 or 1, which mark free rows.
std::uint64_t rowKey(SipKey key, std::uint32_t root, const std::uint8_t* normalised, std::size_t bytes) noexcept;

}  // namespace mamori::shim
