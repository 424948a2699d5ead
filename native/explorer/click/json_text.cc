#include "click/json_text.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace mamori::explorer {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

bool isHigh(wchar_t unit) noexcept { return unit >= 0xd800 && unit <= 0xdbff; }
bool isLow(wchar_t unit) noexcept { return unit >= 0xdc00 && unit <= 0xdfff; }

void appendEscape(std::string& out, wchar_t unit) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHexDigits[(static_cast<unsigned>(unit) >> shift) & 15];
}

void appendCodePoint(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
    return;
  }
  const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  constexpr std::array<std::uint8_t, 4> leads{0, 0xc0, 0xe0, 0xf0};
  out += static_cast<char>(leads[more] | point >> (6 * more));
  for (int rest = more - 1; rest >= 0; --rest) out += static_cast<char>(0x80 | ((point >> (6 * rest)) & 0x3f));
}

}  // namespace

void appendJsonText(std::string& out, const std::wstring& text) {
  out += '"';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const wchar_t unit = text[at];
    if (unit == L'"' || unit == L'\\') {
      out += '\\';
      out += static_cast<char>(unit);
    } else if (isHigh(unit) && at + 1 < text.size() && isLow(text[at + 1])) {
      appendCodePoint(out, 0x10000u + ((unit & 0x3ffu) << 10) + (text[++at] & 0x3ffu));
    } else if (unit < 0x20 || isHigh(unit) || isLow(unit)) {
      appendEscape(out, unit);
    } else {
      appendCodePoint(out, unit);
    }
  }
  out += '"';
}

}  // namespace mamori::explorer
