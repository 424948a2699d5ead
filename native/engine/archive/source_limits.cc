#include "archive/source_limits.h"

namespace mamori {
namespace {

constexpr std::string_view kForbidden = "\\:*?\"<>|";

bool hasForbiddenName(std::string_view path) {
  bool atStart = true;
  for (const char c : path) {
    if ((atStart && c == '.') || kForbidden.find(c) != std::string_view::npos) return true;
    atStart = c == '/';
  }
  return false;
}

/// Of UTF-8: one unit a character, two past the basic plane. A byte that is no UTF-8 counts as a unit of its own or not at all.
std::uint64_t utf16Units(std::string_view text) {
  std::uint64_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0) != 0x80;
    units += byte >= 0xF0;
  }
  return units;
}

}  // namespace

std::optional<Error> limitExceeded(const SourceLimits& limits, std::string_view path, std::uint64_t bytes) {
  if (limits.plainNames && hasForbiddenName(path)) return makeError("file.forbidden-name", "the destination refuses characters of this name");
  if (limits.pathUnits && utf16Units(path) > *limits.pathUnits) return makeError("file.path-too-long", "the destination takes no path as long as this");
  if (limits.fileBytes && bytes > *limits.fileBytes) return makeError("file.too-large", "the destination takes no file as large as this");
  return std::nullopt;
}

}  // namespace mamori
