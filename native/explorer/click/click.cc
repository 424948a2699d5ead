#include "click/click.h"

#include <array>
#include <cstdint>
#include <stdexcept>

#include "os/process.h"

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

void appendString(std::string& out, const std::wstring& text) {
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

}  // namespace

Click newClick(std::string verb, std::vector<std::wstring> paths) {
  std::array<std::uint8_t, 16> random{};
  if (!shim::fillRandom(random.data(), random.size())) throw std::runtime_error("no random bytes");
  std::string id;
  for (const std::uint8_t byte : random) {
    id += kHexDigits[byte >> 4];
    id += kHexDigits[byte & 15];
  }
  return {std::move(id), std::move(verb), std::move(paths)};
}

std::vector<Click> partsOf(const Click& click, std::size_t maxPathUnits) {
  std::vector<Click> parts;
  std::size_t units = 0;
  for (const std::wstring& path : click.paths) {
    if (parts.empty() || units + path.size() > maxPathUnits) {
      parts.push_back({parts.empty() ? click.id : click.id + "-" + std::to_string(parts.size()), click.verb, {}});
      units = 0;
    }
    parts.back().paths.push_back(path);
    units += path.size();
  }
  return parts;
}

std::string jsonOf(const Click& click) {
  std::string out = "{\"id\":\"" + click.id + "\",\"verb\":\"" + click.verb + "\",\"paths\":[";
  for (const std::wstring& path : click.paths) {
    if (out.back() != '[') out += ',';
    appendString(out, path);
  }
  return out + "]}";
}

}  // namespace mamori::explorer
