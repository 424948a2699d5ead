#pragma once

#include <map>
#include <memory>
#include <vector>

#include "chunk/fastcdc.h"
#include "pack/keyring.h"

namespace mamori {

/// Everything that sealing and cutting need to know of one vault; immutable, shared by all its jobs.
struct Vault {
  Keyring keyring;
  FastCdc chunker;             // with the newest epoch's gear table
  std::size_t wholeFileBytes;  // contents up to this size are one chunk

  /// How content was cut and named under an earlier key epoch.
  struct EarlierEpoch {
    std::uint32_t epoch;  // one of the keyring's
    FastCdc chunker;
  };
  std::vector<EarlierEpoch> earlierEpochs;  // newest first
};

struct VaultOptions {
  VaultId id{};
  std::map<std::uint32_t, MasterKey> masterKeys;
  ChunkSizes chunkSizes;
  std::size_t wholeFileBytes = 1 << 20;
};

/// Derives all keys, about 20 µs an epoch. `options` keeps its master keys: the caller wipes them.
///
/// Fails with `engine.crypto-unavailable`, and with `engine.bad-argument` for no key at all or impossible chunk sizes.
Result<std::shared_ptr<const Vault>> openVault(const VaultOptions& options);

}  // namespace mamori
