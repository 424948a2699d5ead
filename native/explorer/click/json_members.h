#pragma once

#include <string>
#include <string_view>

namespace mamori::explorer {

/// The text of a member's value as it stands in a JSON object ("\"result\"", "1"); empty when there is none, or the text is no object.
///
/// Looks at the object's own members only, never at those of values within. Reads no byte outside `json`, whatever it holds.
std::string memberOf(std::string_view json, std::string_view name);

}  // namespace mamori::explorer
