#pragma once

#include <string>

namespace mamori::explorer {

/// Appends a text as a JSON string in UTF-8. Half a surrogate pair, which names may hold, is escaped as JSON has it.
void appendJsonText(std::string& out, const std::wstring& text);

}  // namespace mamori::explorer
