#include "crypto/sha256_pair.h"

#include <algorithm>

#include "crypto/known_answers.h"
#include "crypto/pair_compression.h"

namespace mamori {
namespace {

constexpr std::size_t kBlockBytes = 64;

PairCompression pairCompression() noexcept {
  static const PairCompression checked = [] {
    const PairCompression found = findPairCompression();
    return found && pairCompressionWorks(openssl(), found) ? found : nullptr;
  }();
  return checked;
}

/// Takes what the state's begun block lacks. Afterwards no block is begun, or no byte is left.
void fillBlock(Sha256State& state, ByteView& bytes) noexcept {
  if (state.blockBytes == 0) return;
  const ByteView missing = bytes.first(std::min<std::size_t>(bytes.size(), kBlockBytes - state.blockBytes));
  openssl().sha256Update(&state, missing.data(), missing.size());
  bytes = bytes.subspan(missing.size());
}

/// Tells the state of blocks that went into its chaining values.
void countBlocks(Sha256State& state, std::size_t blocks) noexcept {
  const std::uint64_t before = std::uint64_t{state.bitCountHigh} << 32 | state.bitCountLow;
  const std::uint64_t bits = before + std::uint64_t{blocks} * kBlockBytes * 8;
  state.bitCountLow = static_cast<std::uint32_t>(bits);
  state.bitCountHigh = static_cast<std::uint32_t>(bits >> 32);
}

}  // namespace

bool hashesPairsFaster() noexcept { return pairCompression() != nullptr; }

void updateBoth(Sha256& first, ByteView firstBytes, Sha256& second, ByteView secondBytes) noexcept {
  if (const PairCompression compress = pairCompression()) {
    fillBlock(first.state_, firstBytes);
    fillBlock(second.state_, secondBytes);
    if (const std::size_t blocks = std::min(firstBytes.size(), secondBytes.size()) / kBlockBytes; blocks > 0) {
      compress(first.state_.chaining, firstBytes.data(), second.state_.chaining, secondBytes.data(), blocks);
      countBlocks(first.state_, blocks);
      countBlocks(second.state_, blocks);
      firstBytes = firstBytes.subspan(blocks * kBlockBytes);
      secondBytes = secondBytes.subspan(blocks * kBlockBytes);
    }
  }
  first.update(firstBytes);
  second.update(secondBytes);
}

}  // namespace mamori
