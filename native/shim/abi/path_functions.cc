#include <optional>
#include <vector>

#include "abi/guard.h"
#include "abi/spans.h"
#include "abi/versions.h"
#include "path/normalise.h"
#include "path/root_spellings.h"

namespace mamori::shim {
namespace {

/// One NUL-ended text at `at`, which moves past it.
std::optional<PathBytes> nextText(const std::uint8_t* bytes, std::size_t length, std::size_t unit, std::size_t& at) {
  for (std::size_t end = at; end + unit <= length; end += unit) {
    if (bytes[end] != 0 || (unit == 2 && bytes[end + 1] != 0)) continue;
    PathBytes text(bytes + at, end - at);
    at = end + unit;
    return text;
  }
  return std::nullopt;
}

std::optional<RootFacts> parseFacts(PathStyle style, const std::uint8_t* bytes, std::size_t length) {
  RootFacts facts;
  const std::size_t unit = unitBytes(style);
  for (std::size_t at = 0; at < length;) {
    const auto text = nextText(bytes, length, unit, at);
    if (!text || text->empty()) return std::nullopt;
    const PathBytes rest = text->substr(unit);
    switch ((*text)[0]) {
      case 'L': facts.longPath = rest; break;
      case 'S': facts.shortPath = rest; break;
      case 'F': facts.finalPath = rest; break;
      case 'M':
        if (rest.size() <= 2 * unit) return std::nullopt;
        facts.mappings.push_back({rest.substr(0, 2 * unit), rest.substr(2 * unit)});
        break;
      default: return std::nullopt;
    }
  }
  return facts;
}

}  // namespace
}  // namespace mamori::shim

using namespace mamori::shim;

uint32_t mamori_abi(void) { return MAMORI_ABI; }

int32_t mamori_negotiate(uint32_t oldest, uint32_t newest) {
  const auto version = agreed(servedBy(MAMORI_ABI), {oldest, newest});
  return version ? static_cast<int32_t>(*version) : MAMORI_ERROR_VERSION;
}

int32_t mamori_path_normalise(uint32_t style, const uint8_t* path, uint32_t path_bytes, uint8_t* out, uint32_t capacity, uint32_t* written) {
  if (!isPathStyle(style) || !isSpan(path, path_bytes) || !isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  if (capacity < path_bytes) return MAMORI_ERROR_CAPACITY;
  const auto length = normalise(static_cast<PathStyle>(style), path, path_bytes, out);
  if (!length) return MAMORI_ERROR_ARGUMENT;
  *written = static_cast<uint32_t>(*length);
  return 0;
}

int32_t mamori_path_keys(uint32_t style, const uint8_t* key, uint32_t root, const uint8_t* paths, uint32_t paths_bytes, const uint32_t* ends,
                         uint32_t count, uint64_t* out) {
  if (!isPathStyle(style) || !key || !isSpan(paths, paths_bytes) || !isSpan(ends, count) || !isSpan(out, count)) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    std::vector<std::uint8_t> buffer;
    uint32_t from = 0;
    for (uint32_t at = 0; at < count; ++at) {
      if (ends[at] < from || ends[at] > paths_bytes) return MAMORI_ERROR_ARGUMENT;
      buffer.resize(ends[at] - from);
      const auto length = normalise(static_cast<PathStyle>(style), paths + from, buffer.size(), buffer.data());
      out[at] = length ? rowKey(SipKey::fromBytes(key), root, buffer.data(), *length) : 0;
      from = ends[at];
    }
    return 0;
  });
}

int32_t mamori_root_spellings(uint32_t style, const uint8_t* facts, uint32_t facts_bytes, uint8_t* out, uint32_t capacity, uint32_t* written) {
  if (!isPathStyle(style) || !isSpan(facts, facts_bytes) || !isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    const auto pathStyle = static_cast<PathStyle>(style);
    const auto parsed = parseFacts(pathStyle, facts, facts_bytes);
    const auto spellings = parsed ? rootSpellings(pathStyle, *parsed) : std::nullopt;
    if (!spellings) return MAMORI_ERROR_ARGUMENT;
    PathBytes joined;
    for (const PathBytes& spelling : *spellings) joined += spelling + PathBytes(unitBytes(pathStyle), 0);
    return giveBytes(joined.data(), joined.size(), out, capacity, written);
  });
}
