#pragma once

#include <cstddef>
#include <cstdint>

namespace mamori {

/// The compression function of SHA-256 (FIPS 180-4, section 6.2.2) over `blocks` blocks of 64 bytes each of two messages that have
/// nothing to do with each other. The chaining values are words in the machine's order.
using PairCompression = void (*)(std::uint32_t first[8], const std::uint8_t* firstBytes, std::uint32_t second[8],
                                 const std::uint8_t* secondBytes, std::size_t blocks);

/// What this processor has for it; nullptr where two at once would be no faster than one after the other.
PairCompression findPairCompression() noexcept;

}  // namespace mamori
