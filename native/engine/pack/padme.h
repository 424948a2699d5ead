#pragma once

#include <bit>
#include <cstdint>

namespace mamori {

/// The smallest Padmé size of at least `size` (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PoPETs 2019):
/// a floating-point number whose mantissa is no longer than its exponent; at most 12 % more, leaking O(log log size) bits.
constexpr std::uint64_t padmeSize(std::uint64_t size) noexcept {
  if (size < 2) return size;
  const int exponent = std::bit_width(size) - 1;
  const int mantissaBits = std::bit_width(static_cast<unsigned>(exponent));
  const std::uint64_t mask = (std::uint64_t{1} << (exponent - mantissaBits)) - 1;
  return (size + mask) & ~mask;
}

}  // namespace mamori
