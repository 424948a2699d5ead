#include "menu/extension_of.h"

#include <cstring>

#include "menu/utf8.h"

namespace mamori::shim {
namespace {

/// The units of a path, whatever their width and alignment.
class Units {
 public:
  Units(PathStyle style, std::span<const std::uint8_t> path) noexcept : path_(path), isWide_(style == PathStyle::kWindows) {}

  std::size_t size() const noexcept { return isWide_ ? path_.size() / 2 : path_.size(); }
  std::uint32_t operator[](std::size_t index) const noexcept {
    return isWide_ ? path_[index * 2] | static_cast<std::uint32_t>(path_[index * 2 + 1]) << 8 : path_[index];
  }
  bool isSeparator(std::size_t index) const noexcept { return (*this)[index] == '/' || (isWide_ && (*this)[index] == '\\'); }
  bool isWide() const noexcept { return isWide_; }

 private:
  std::span<const std::uint8_t> path_;
  bool isWide_;
};

/// The code point at `at`, which moves past it; a lone surrogate is one that UTF-8 cannot hold.
std::uint32_t nextOf(const Units& units, std::size_t& at, std::size_t end) noexcept {
  const std::uint32_t unit = units[at++];
  if (unit < 0xd800 || unit > 0xdbff || at >= end || units[at] < 0xdc00 || units[at] > 0xdfff) return unit;
  return 0x10000 + ((unit & 0x3ff) << 10) + (units[at++] & 0x3ff);
}

bool append(std::uint32_t point, std::uint8_t (&out)[MAMORI_EXTENSION_BYTES], std::size_t& bytes) noexcept {
  const std::size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  if (bytes + length > MAMORI_EXTENSION_BYTES) return false;
  if (length == 1) {
    out[bytes++] = static_cast<std::uint8_t>(point);
    return true;
  }
  constexpr std::uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  for (std::size_t rest = length; rest-- > 0;) {
    const auto bits = static_cast<std::uint8_t>(point >> (6 * rest));
    out[bytes++] = static_cast<std::uint8_t>(rest == length - 1 ? leads[length] | bits : 0x80 | (bits & 0x3f));
  }
  return true;
}

}  // namespace

bool extensionOf(PathStyle style, std::span<const std::uint8_t> path, std::uint8_t (&out)[MAMORI_EXTENSION_BYTES], std::uint8_t& bytes) noexcept {
  std::memset(out, 0, sizeof out);
  bytes = MAMORI_EXTENSION_UNKNOWN;
  const Units units(style, path);
  std::size_t end = units.size();
  while (end > 0 && units.isSeparator(end - 1)) --end;
  std::size_t name = end;
  while (name > 0 && !units.isSeparator(name - 1)) --name;
  std::size_t dot = end;
  while (dot > name && units[dot - 1] != '.') --dot;
  std::size_t written = 0;
  if (dot > name + 1) {
    for (std::size_t at = dot; at < end;) {
      std::uint32_t point = units.isWide() ? nextOf(units, at, end) : units[at++];
      if (point >= 'A' && point <= 'Z') point += 'a' - 'A';
      const bool fits = units.isWide() ? append(point, out, written) : written < MAMORI_EXTENSION_BYTES && (out[written++] = static_cast<std::uint8_t>(point), true);
      if (!fits) {
        std::memset(out, 0, sizeof out);
        return false;
      }
    }
  }
  if (!isUtf8({reinterpret_cast<const char*>(out), written})) {
    std::memset(out, 0, sizeof out);
    return false;
  }
  bytes = static_cast<std::uint8_t>(written);
  return true;
}

}  // namespace mamori::shim
