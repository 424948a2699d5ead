#include "pack/keyring.h"

#include <string_view>

namespace mamori {
namespace {

using Subkey = std::array<std::uint8_t, 32>;

/// Holds a derived key for as long as the objects made from it need it.
struct WipedSubkey {
  Subkey bytes{};
  WipedSubkey(const VaultId& vaultId, const MasterKey& master, std::string_view info) noexcept {
    hkdfSha256(master, vaultId, bytesOf(info), bytes);
  }
  ~WipedSubkey() { wipe(bytes.data(), bytes.size()); }
  WipedSubkey(const WipedSubkey&) = delete;
  WipedSubkey& operator=(const WipedSubkey&) = delete;
};

Result<EpochKeys> deriveEpoch(const VaultId& vaultId, std::uint32_t epoch, const MasterKey& master) {
  const WipedSubkey chunkId(vaultId, master, "mamori/v1/chunk-id");
  const WipedSubkey data(vaultId, master, "mamori/v1/data");
  const WipedSubkey manifest(vaultId, master, "mamori/v1/manifest");
  const WipedSubkey config(vaultId, master, "mamori/v1/config");
  MAMORI_ASSIGN(XaesKey dataKey, XaesKey::create(data.bytes));
  MAMORI_ASSIGN(XaesKey manifestKey, XaesKey::create(manifest.bytes));
  MAMORI_ASSIGN(XaesKey configKey, XaesKey::create(config.bytes));
  return EpochKeys{epoch, HmacKey(chunkId.bytes), dataKey, manifestKey, configKey};
}

}  // namespace

const XaesKey& EpochKeys::keyFor(EnvelopeType type) const noexcept {
  switch (type) {
    case EnvelopeType::dataSegment:
    case EnvelopeType::padding:
      return data;
    case EnvelopeType::configuration:
      return config;
    default:
      return manifest;
  }
}

Result<Keyring> Keyring::create(const VaultId& vaultId, const std::map<std::uint32_t, MasterKey>& epochs) {
  MAMORI_TRY(loadOpenssl());
  Keyring keyring;
  keyring.vaultId_ = vaultId;
  for (const auto& [epoch, master] : epochs) {
    MAMORI_ASSIGN(EpochKeys keys, deriveEpoch(vaultId, epoch, master));
    keyring.epochs_.emplace(epoch, std::move(keys));
  }
  return keyring;
}

Keyring Keyring::upTo(std::uint32_t epoch) const {
  Keyring earlier = *this;
  earlier.epochs_.erase(earlier.epochs_.upper_bound(epoch), earlier.epochs_.end());
  return earlier;
}

const EpochKeys* Keyring::find(std::uint32_t epoch) const noexcept {
  const auto found = epochs_.find(epoch);
  return found == epochs_.end() ? nullptr : &found->second;
}

std::array<std::uint64_t, 256> deriveGearTable(const VaultId& vaultId, const MasterKey& master) noexcept {
  std::array<std::uint8_t, 2048> bytes;
  hkdfSha256(master, vaultId, bytesOf("mamori/v1/gear"), bytes);
  std::array<std::uint64_t, 256> table;
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = loadU64(bytes.data() + 8 * i);
  wipe(bytes.data(), bytes.size());
  return table;
}

}  // namespace mamori
