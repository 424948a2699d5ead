#include "wide_path.h"

#include <algorithm>
#include <cstdint>

namespace mamori {
namespace {

bool isHigh(std::uint32_t unit) noexcept { return unit >= 0xD800 && unit <= 0xDBFF; }
bool isLow(std::uint32_t unit) noexcept { return unit >= 0xDC00 && unit <= 0xDFFF; }

void appendCodePoint(std::string& out, std::uint32_t point) {
  const auto tail = [&](int shift) { out.push_back(static_cast<char>(0x80 | ((point >> shift) & 0x3F))); };
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (point >> 6)));
    tail(0);
  } else if (point < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (point >> 12)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0 | (point >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

/// Decodes one code point at `at` and moves past it; U+FFFD and one byte for anything malformed or overlong.
std::uint32_t takeCodePoint(std::string_view bytes, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
  const std::uint32_t lead = byte(at);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 && lead < 0xF8 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (length == 1) return ++at, lead;
  if (length == 0 || lead >= 0xF8 || bytes.size() - at < length) return ++at, 0xFFFD;
  std::uint32_t point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return ++at, 0xFFFD;
    point = point << 6 | (byte(at + i) & 0x3F);
  }
  if (point < kSmallest[length] || point > 0x10FFFF) return ++at, 0xFFFD;
  at += length;
  return point;
}

}  // namespace

std::string toWtf8(std::wstring_view units) {
  std::string out;
  out.reserve(units.size() * 3);
  for (std::size_t i = 0; i < units.size(); ++i) {
    std::uint32_t point = static_cast<std::uint16_t>(units[i]);
    if (isHigh(point) && i + 1 < units.size() && isLow(static_cast<std::uint16_t>(units[i + 1]))) {
      point = 0x10000 + ((point - 0xD800) << 10) + (static_cast<std::uint16_t>(units[++i]) - 0xDC00u);
    }
    appendCodePoint(out, point);
  }
  return out;
}

std::wstring fromWtf8(std::string_view bytes) {
  std::wstring out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::uint32_t point = takeCodePoint(bytes, at);
    if (point < 0x10000) {
      out.push_back(static_cast<wchar_t>(point));
    } else {
      out.push_back(static_cast<wchar_t>(0xD800 + ((point - 0x10000) >> 10)));
      out.push_back(static_cast<wchar_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
    }
  }
  return out;
}

std::wstring toExtendedPath(std::string_view path) {
  std::wstring wide = fromWtf8(path);
  std::replace(wide.begin(), wide.end(), L'/', L'\\');
  if (wide.starts_with(L"\\\\?\\")) return wide;
  if (wide.starts_with(L"\\\\")) return L"\\\\?\\UNC\\" + wide.substr(2);
  return L"\\\\?\\" + wide;
}

}  // namespace mamori
