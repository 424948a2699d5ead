#pragma once

#include <array>
#include <map>
#include <span>

#include "base/result.h"
#include "codec/chunk_id.h"
#include "crypto/hmac.h"
#include "crypto/xaes256gcm.h"
#include "pack/envelope_type.h"

namespace mamori {

using VaultId = std::array<std::uint8_t, 16>;
using MasterKey = std::array<std::uint8_t, 32>;

/// The subkeys of one epoch (vault format, section 3).
struct EpochKeys {
  std::uint32_t epoch;
  HmacKey chunkId;
  XaesKey data;
  XaesKey manifest;
  XaesKey config;

  const XaesKey& keyFor(EnvelopeType type) const noexcept;
};

/// The vault's unlocked keys: all epochs, the newest of which seals. Immutable after creation: share it freely.
class Keyring {
 public:
  /// Derives all subkeys, about 15 µs an epoch. Fails with `engine.crypto-unavailable`.
  /// Precondition: at least one epoch. The caller wipes its master keys.
  static Result<Keyring> create(const VaultId& vaultId, const std::map<std::uint32_t, MasterKey>& epochs);

  const VaultId& vaultId() const noexcept { return vaultId_; }
  const EpochKeys& newest() const noexcept { return epochs_.rbegin()->second; }

  /// The same keyring without later epochs: seals under `epoch`, for copies whose ids belong to it. Precondition: find(epoch).
  Keyring upTo(std::uint32_t epoch) const;

  /// nullptr when this keyring does not hold the epoch.
  const EpochKeys* find(std::uint32_t epoch) const noexcept;

  /// Id of a chunk that goes into a segment of the newest epoch.
  ChunkId chunkId(ByteView content) const noexcept { return chunkId(newest(), content); }
  static ChunkId chunkId(const EpochKeys& keys, ByteView content) noexcept {
    return ChunkId::from(keys.chunkId.sign(content).data());
  }

 private:
  Keyring() = default;
  VaultId vaultId_{};
  std::map<std::uint32_t, EpochKeys> epochs_;
};

/// The chunker's table of 256 integers for a master key (section 3, "mamori/v1/gear").
/// Precondition: loadOpenssl() succeeded.
std::array<std::uint64_t, 256> deriveGearTable(const VaultId& vaultId, const MasterKey& master) noexcept;

}  // namespace mamori
