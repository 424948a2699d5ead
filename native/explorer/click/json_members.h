#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mamori::explorer {

/// The text of a member's value as it stands in a JSON object ("\"result\"", "1"); empty when there is none, or the text is no object.
///
/// Looks at the object's own members only, never at those of values within. Reads no byte outside `json`, whatever it holds.
std::string memberOf(std::string_view json, std::string_view name);

/// The texts of the first `most` values of a JSON array, in their order; empty when the text is no array. They lie in `json`.
std::vector<std::string_view> elementsOf(std::string_view json, std::size_t most);

/// A whole number that is not negative, as JSON writes it without an exponent; nothing for anything else, or more than 2^53.
std::optional<std::uint64_t> wholeNumberOf(std::string_view json) noexcept;

}  // namespace mamori::explorer
