#pragma once

#include <string>
#include <string_view>

namespace mamori::shim {

/// UTF-16 as Windows' functions take it.
inline std::wstring wide(std::u16string_view text) { return {text.begin(), text.end()}; }

}  // namespace mamori::shim
