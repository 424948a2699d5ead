#include "status/menu_section.h"

#include "status/seqlock.h"
#include "status/word_copy.h"

namespace mamori::shim {

bool writeMenu(MenuSection& section, std::uint32_t version, std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() > MenuSection::kMaxBytes) return false;
  const SeqlockWrite writing(section.sequence);
  store(section.version, version);
  store(section.bytes, static_cast<std::uint32_t>(bytes.size()));
  storeBytes(section.words, bytes.data(), bytes.size());
  return true;
}

MenuCopy readMenu(const MenuSection& section, std::span<std::uint8_t> out) noexcept {
  MenuCopy copy;
  copy.steady = readSteadily(section.sequence, [&] {
    copy.version = load(section.version);
    copy.bytes = load(section.bytes);
    if (copy.bytes <= MenuSection::kMaxBytes) loadBytes(section.words, out.data(), std::min<std::size_t>(copy.bytes, out.size()));
  }) && copy.bytes <= MenuSection::kMaxBytes;
  return copy;
}

}  // namespace mamori::shim
