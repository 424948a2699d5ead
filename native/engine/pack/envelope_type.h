#pragma once

#include <cstdint>

namespace mamori {

/// Section 4 of the vault format; 7 is not in use.
enum class EnvelopeType : std::uint8_t {
  dataSegment = 1,
  metadataSegment = 2,
  runRoot = 3,
  footer = 4,
  padding = 5,
  configuration = 6,
  condemnedList = 8,
  writerRegistration = 9,
};

constexpr bool isEnvelopeType(std::uint8_t value) noexcept { return value >= 1 && value <= 9 && value != 7; }

}  // namespace mamori
