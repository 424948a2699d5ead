#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

namespace mamori::shim {

/// A decision list as it came out of the table: hostile bytes, of which nothing is read outside their bounds.
///
/// Layout (all numbers little-endian, offsets from the beginning, no alignment; docs/decisions/0012-menus.md says what they mean):
///
///   header   u32 magic "MMN1", u32 bytes of the whole, u32 entries, u32 where they begin
///   entry    u32 when, u32 enablement (clauses; 0: always), u32 command, u32 title (texts), u16 their bytes, u16 group, u8 menu, u8 action
///   clause   operations in postfix order, each a byte and its operands, ended by 0
///   pattern  u16 states, each u8 what, u8 argument, u16 target, u32 set; a set is u16 ranges, each u32 first, u32 last code point
class ListBytes {
 public:
  static constexpr std::uint32_t kMagic = 0x314e'4d4d;
  static constexpr std::size_t kEntryBytes = 24;

  explicit ListBytes(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes) {}

  /// False, with `out` 0, when it would end outside.
  template <typename Number>
  bool read(std::size_t at, Number& out) const noexcept {
    static_assert(std::is_arithmetic_v<Number>);
    out = 0;
    if (!holds(at, sizeof(Number))) return false;
    std::memcpy(&out, bytes_.data() + at, sizeof(Number));
    return true;
  }

  bool holds(std::size_t at, std::size_t bytes) const noexcept { return at <= bytes_.size() && bytes <= bytes_.size() - at; }

  /// Only of what it holds.
  const std::uint8_t* at(std::size_t offset) const noexcept { return bytes_.data() + offset; }

 private:
  std::span<const std::uint8_t> bytes_;
};

/// What one evaluation may cost, whatever the list says. A step is an operation, a visited state or a compared range.
class StepBudget {
 public:
  static constexpr std::uint32_t kSteps = 2'000'000;

  bool take() noexcept {
    if (left_ == 0) return false;
    --left_;
    return true;
  }

 private:
  std::uint32_t left_ = kSteps;
};

}  // namespace mamori::shim
