#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "include/mamori_shim.h"

namespace mamori::shim {

/// The context keys of a selection, by their numbers in a decision list.
enum class FactKey : std::uint8_t { kKind, kExtension, kStatus, kInRoot, kCount };
inline constexpr std::uint8_t kFactKeys = 5;

/// The values of a selection as conditions see them: texts, a truth and a number. Values that make no sense are unknown.
class SelectionFacts {
 public:
  explicit SelectionFacts(const mamori_selection& selection) noexcept;

  /// Known, and neither false, nor 0, nor empty.
  bool isTruthy(FactKey key) const noexcept;
  /// A number equals its decimal text, a truth equals none.
  bool equals(FactKey key, std::string_view text) const noexcept;
  /// Of the count, and of texts that are decimal numbers (numberIn).
  std::optional<double> number(FactKey key) const noexcept;
  /// The value as text, for patterns; nullopt for what is unknown.
  std::optional<std::string_view> text(FactKey key) const noexcept;

 private:
  std::uint32_t count_;
  bool inRoot_;
  std::string_view kind_, status_;  // empty: unknown
  bool hasExtension_ = false;
  std::array<char, MAMORI_EXTENSION_BYTES> extension_{};
  std::size_t extensionBytes_ = 0;
  std::array<char, 10> digits_{};
  std::size_t digitBytes_ = 0;
};

/// A decimal number of at most 15 digits, with a sign and a point where wanted, else nullopt. Exact: both its digits and its power of ten
/// are whole doubles, so that their quotient is the double nearest to it on every machine.
std::optional<double> numberIn(std::string_view text) noexcept;

}  // namespace mamori::shim
