#pragma once

#include <array>
#include <cstdint>

#include "path/upper_case_table.h"

namespace mamori::shim {

namespace detail {

consteval std::array<std::uint16_t, 0x10000> expandUpperCase() {
  std::array<std::uint16_t, 0x10000> table{};
  for (std::uint32_t unit = 0; unit < 0x10000; ++unit) table[unit] = static_cast<std::uint16_t>(unit);
  for (const UpperCaseRun& run : kUpperCaseRuns) {
    for (std::uint32_t unit = run.first; unit <= run.last; unit += run.step) {
      table[unit] = static_cast<std::uint16_t>(static_cast<std::int32_t>(unit) + run.delta);
    }
  }
  return table;
}

inline constexpr std::array<std::uint16_t, 0x10000> kUpperCase = expandUpperCase();

}  // namespace detail

/// The upper case of one UTF-16 unit; a surrogate is its own.
///
/// Near to what NTFS compares by ($UpCase of a volume), and the same on every machine, which the table needs more: a letter that Windows
/// folds and we do not merely shows no overlay when asked for in the other case.
inline std::uint16_t upperCase(std::uint16_t unit) noexcept { return detail::kUpperCase[unit]; }

}  // namespace mamori::shim
