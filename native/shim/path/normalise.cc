#include "path/normalise.h"

#include <cstring>

#include "path/upper_case.h"

namespace mamori::shim {
namespace {

struct LinuxUnits {
  using Unit = std::uint8_t;
  static constexpr Unit kSeparator = '/';
  static constexpr bool kKeepsLeadingPair = false;
  static bool separates(Unit unit) noexcept { return unit == '/'; }
  static Unit folded(Unit unit) noexcept { return unit; }
};

struct WindowsUnits {
  using Unit = std::uint16_t;
  static constexpr Unit kSeparator = '\\';
  static constexpr bool kKeepsLeadingPair = true;
  static bool separates(Unit unit) noexcept { return unit == '\\' || unit == '/'; }
  static Unit folded(Unit unit) noexcept { return upperCase(unit); }
};

template <typename Unit>
Unit load(const std::uint8_t* bytes, std::size_t index) noexcept {
  Unit unit;
  std::memcpy(&unit, bytes + index * sizeof(Unit), sizeof(Unit));
  return unit;
}

template <typename Unit>
void store(std::uint8_t* bytes, std::size_t index, Unit unit) noexcept {
  std::memcpy(bytes + index * sizeof(Unit), &unit, sizeof(Unit));
}

/// The writing position never overtakes the reading one, so both may be the same memory.
template <typename Units>
std::optional<std::size_t> normaliseUnits(const std::uint8_t* path, std::size_t count, std::uint8_t* out) noexcept {
  using Unit = typename Units::Unit;
  std::size_t written = 0;
  std::size_t segmentFrom = 0;
  std::size_t dots = 0;  // of the segment so far, if it is nothing but dots
  const auto isRelativeName = [&] { return dots > 0 && dots == written - segmentFrom && dots <= 2; };
  for (std::size_t at = 0; at < count; ++at) {
    const Unit unit = load<Unit>(path, at);
    if (unit == 0) return std::nullopt;
    if (!Units::separates(unit)) {
      dots += unit == '.';
      store<Unit>(out, written++, Units::folded(unit));
      continue;
    }
    if (isRelativeName()) return std::nullopt;
    const bool doubled = written > 0 && segmentFrom == written;
    if (doubled && !(Units::kKeepsLeadingPair && written == 1 && at == 1)) continue;
    store<Unit>(out, written++, Units::kSeparator);
    segmentFrom = written;
    dots = 0;
  }
  if (isRelativeName()) return std::nullopt;
  if (written > 1 && segmentFrom == written) --written;
  return written * sizeof(Unit);
}

}  // namespace

std::optional<std::size_t> normalise(PathStyle style, const std::uint8_t* path, std::size_t bytes, std::uint8_t* out) noexcept {
  if (bytes > kMaxPathBytes || bytes % unitBytes(style) != 0) return std::nullopt;
  return style == PathStyle::kWindows ? normaliseUnits<WindowsUnits>(path, bytes / 2, out) : normaliseUnits<LinuxUnits>(path, bytes, out);
}

std::uint64_t rowKey(SipKey key, std::uint32_t root, const std::uint8_t* normalised, std::size_t bytes) noexcept {
  SipHash hash(key);
  hash.word(root);
  const std::uint64_t value = hash.finish(normalised, bytes);
  return value > 1 ? value : value + 2;
}

}  // namespace mamori::shim
