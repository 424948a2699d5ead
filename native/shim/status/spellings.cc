#include "status/spellings.h"

#include <algorithm>
#include <cstring>

#include "status/seqlock.h"

namespace mamori::shim {
namespace {

std::uint16_t separatorOf(PathStyle style) noexcept { return style == PathStyle::kWindows ? '\\' : '/'; }

bool hasSeparatorAt(PathStyle style, const std::uint8_t* path, std::size_t at) noexcept {
  return path[at] == separatorOf(style) && (style == PathStyle::kLinux || path[at + 1] == 0);
}

/// Compares word by word; of the last one, only the bytes that belong to the text.
bool beginsWith(const std::uint8_t* path, const std::uint64_t* text, std::size_t bytes) noexcept {
  for (std::size_t at = 0; at < bytes; at += 8) {
    std::uint64_t own;
    std::memcpy(&own, path + at, 8);
    std::uint64_t difference = own ^ load(text[at / 8]);
    if (bytes - at < 8) difference <<= 8 * (8 - (bytes - at));
    if (difference != 0) return false;
  }
  return true;
}

void insert(RootMatches& matches, const RootMatch& match) noexcept {
  std::size_t at = matches.count;
  while (at > 0 && matches.found[at - 1].rootBytes < match.rootBytes) --at;
  if (at == kMaxMatches) return;
  for (std::size_t from = std::min(matches.count, kMaxMatches - 1); from > at; --from) matches.found[from] = matches.found[from - 1];
  matches.found[at] = match;
  matches.count = std::min(matches.count + 1, kMaxMatches);
}

}  // namespace

RootMatches matchRoots(const SpellingTable& table, PathStyle style, const std::uint8_t* path, std::size_t bytes) noexcept {
  RootMatches matches;
  matches.torn = !readSteadily(table.sequence, [&] {
    matches.count = 0;
    const std::size_t count = std::min<std::size_t>(load(table.count), SpellingTable::kMaxSpellings);
    for (std::size_t index = 0; index < count; ++index) {
      const Spelling& entry = table.entries[index];
      const std::size_t length = load(entry.bytes), offset = load(entry.offset);
      const std::uint32_t root = load(entry.root);
      if (length > bytes || root >= kRoots || offset % 8 != 0 || offset > SpellingTable::kTextBytes || length > SpellingTable::kTextBytes - offset) continue;
      if (length < bytes && !hasSeparatorAt(style, path, length)) continue;
      if (!beginsWith(path, table.texts + offset / 8, length)) continue;
      insert(matches, {root, length, std::min(bytes, length + unitBytes(style))});
    }
  });
  if (matches.torn) matches.count = 0;
  return matches;
}

bool writeSpellings(SpellingTable& table, PathStyle style, std::span<const RootSpelling> spellings) {
  if (spellings.size() > SpellingTable::kMaxSpellings) return false;
  std::size_t total = 0;
  for (const RootSpelling& spelling : spellings) total += (spelling.text.size() + 7) / 8;
  if (total > SpellingTable::kTextBytes / 8) return false;
  const SeqlockWrite writing(table.sequence);
  std::size_t word = 0, index = 0;
  for (const auto& [root, text] : spellings) {
    // The root of everything has no text: what follows it begins with the separator itself.
    const bool isEverything = text.size() == unitBytes(style) && text[0] == separatorOf(style);
    const std::size_t length = isEverything ? 0 : text.size();
    Spelling& entry = table.entries[index++];
    store(entry.offset, static_cast<std::uint32_t>(word * 8));
    store(entry.bytes, static_cast<std::uint32_t>(length));
    store(entry.root, root);
    for (std::size_t at = 0; at < length; at += 8) {
      std::uint64_t value = 0;
      std::memcpy(&value, text.data() + at, std::min<std::size_t>(8, length - at));
      store(table.texts[word++], value);
    }
  }
  store(table.count, static_cast<std::uint32_t>(index));
  return true;
}

}  // namespace mamori::shim
