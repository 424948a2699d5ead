#pragma once

#include <cstdint>
#include <optional>

#include "include/mamori_shim.h"

namespace mamori::shim {

/// A closed range of ABI versions.
struct VersionRange {
  std::uint32_t oldest;
  std::uint32_t newest;
};

/// What a library of version `own` serves: itself and the one before, because a file manager may hold the older of the two until it is restarted.
constexpr VersionRange servedBy(std::uint32_t own) noexcept { return {own > 1 ? own - 1 : 1, own}; }

/// The newest version that both sides speak.
constexpr std::optional<std::uint32_t> agreed(VersionRange served, VersionRange asked) noexcept {
  const std::uint32_t newest = served.newest < asked.newest ? served.newest : asked.newest;
  const std::uint32_t oldest = served.oldest > asked.oldest ? served.oldest : asked.oldest;
  if (asked.oldest == 0 || newest < oldest) return std::nullopt;
  return newest;
}

}  // namespace mamori::shim
