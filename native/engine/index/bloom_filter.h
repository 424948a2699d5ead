#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "codec/chunk_id.h"

namespace mamori {

/// A blocked Bloom filter (Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007): all bits of an id
/// lie in one cache line, so a question costs one memory access.
///
/// With ten bits an id and seven probes about 1.3 % of absent ids pass. Ids are uniform: they are their own hashes.
class BloomFilter {
 public:
  static constexpr std::size_t kLineBytes = 64;

  /// Room for `expected` ids.
  explicit BloomFilter(std::uint64_t expected) : words_(static_cast<std::size_t>((expected * 10 / 512 + 1) * 8)) {}

  /// A filter whose bytes were stored. Precondition: a positive multiple of kLineBytes.
  explicit BloomFilter(ByteView stored) : words_(stored.size() / 8) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] = loadU64(stored.data() + 8 * i);
  }

  void insert(const ChunkId& id) noexcept {
    std::uint64_t* const line = words_.data() + lineOf(id);
    eachProbe(id, [line](unsigned bit) {
      line[bit / 64] |= std::uint64_t{1} << (bit % 64);
      return true;
    });
  }

  bool mayContain(const ChunkId& id) const noexcept {
    const std::uint64_t* const line = words_.data() + lineOf(id);
    return eachProbe(id, [line](unsigned bit) { return (line[bit / 64] >> (bit % 64) & 1) != 0; });
  }

  const std::vector<std::uint64_t>& words() const noexcept { return words_; }

 private:
  /// The second half of the id chooses the line, by a multiplication instead of a division (Lemire, 2019); the first half the bits.
  std::size_t lineOf(const ChunkId& id) const noexcept {
    const std::uint64_t upper = loadU64(id.bytes.data() + 8) >> 32;
    return static_cast<std::size_t>(upper * (words_.size() / 8) >> 32) * 8;
  }

  template <typename Visit>
  static bool eachProbe(const ChunkId& id, Visit visit) noexcept {
    std::uint64_t bits = loadU64(id.bytes.data());
    for (int probe = 0; probe < 7; ++probe, bits >>= 9) {
      if (!visit(static_cast<unsigned>(bits & 511))) return false;
    }
    return true;
  }

  std::vector<std::uint64_t> words_;
};

}  // namespace mamori
