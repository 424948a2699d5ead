#pragma once

#include <cstdint>
#include <vector>

namespace mamori {

/// Open-addressing set of 32-bit indices into someone else's records: 4 bytes a slot, at most 3/4 full.
/// Hash and equality are the owner's, computed from the record, so nothing is stored twice.
class IndexTable {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  template <typename Matches>
  std::uint32_t find(std::uint32_t hash, Matches matches) const {
    if (slots_.empty()) return kNone;
    for (std::size_t at = hash & mask(); slots_[at] != kNone; at = (at + 1) & mask()) {
      if (matches(slots_[at])) return slots_[at];
    }
    return kNone;
  }

  template <typename HashOf>
  void insert(std::uint32_t index, HashOf hashOf) {
    if ((count_ + 1) * 4 > slots_.size() * 3) grow(hashOf);
    place(index, hashOf(index));
    ++count_;
  }

  template <typename HashOf>
  void erase(std::uint32_t index, HashOf hashOf) {
    if (slots_.empty()) return;
    std::size_t at = hashOf(index) & mask();
    while (slots_[at] != index) {
      if (slots_[at] == kNone) return;
      at = (at + 1) & mask();
    }
    // Close the gap instead of leaving a tombstone: entries move up as long as that brings them home.
    for (std::size_t next = (at + 1) & mask(); slots_[next] != kNone; next = (next + 1) & mask()) {
      const std::size_t home = hashOf(slots_[next]) & mask();
      if (((next - home) & mask()) >= ((next - at) & mask())) {
        slots_[at] = slots_[next];
        at = next;
      }
    }
    slots_[at] = kNone;
    --count_;
  }

  std::size_t bytes() const noexcept { return slots_.capacity() * sizeof(std::uint32_t); }

 private:
  std::size_t mask() const noexcept { return slots_.size() - 1; }

  void place(std::uint32_t index, std::uint32_t hash) {
    std::size_t at = hash & mask();
    while (slots_[at] != kNone) at = (at + 1) & mask();
    slots_[at] = index;
  }

  template <typename HashOf>
  void grow(HashOf hashOf) {
    std::vector<std::uint32_t> old(slots_.empty() ? 64 : slots_.size() * 2, kNone);
    old.swap(slots_);
    for (const std::uint32_t index : old) {
      if (index != kNone) place(index, hashOf(index));
    }
  }

  std::vector<std::uint32_t> slots_;
  std::size_t count_ = 0;
};

}  // namespace mamori
