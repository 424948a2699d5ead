#include "archive/vault.h"

#include <array>

namespace mamori {
namespace {

HmacKey deriveSlotMacKey(const VaultId& id, const MasterKey& master) {
  std::array<std::uint8_t, 32> bytes;
  hkdfSha256(master, id, bytesOf("mamori/v1/slot-mac"), bytes);
  HmacKey key(bytes);
  wipe(bytes.data(), bytes.size());
  return key;
}

// A segment holds whole chunks and states its size in 32 bits; a quarter of that is far beyond any sensible setting.
constexpr std::size_t kMaxWholeFileBytes = 16u << 20;

}  // namespace

Result<std::shared_ptr<const Vault>> openVault(const VaultOptions& options) {
  if (options.masterKeys.empty()) return makeError("engine.bad-argument", "no key epoch");
  if (!options.chunkSizes.valid() || options.wholeFileBytes == 0 || options.wholeFileBytes > kMaxWholeFileBytes) {
    return makeError("engine.bad-argument", "chunk sizes");
  }
  MAMORI_ASSIGN(Keyring keyring, Keyring::create(options.id, options.masterKeys));
  std::map<std::uint32_t, HmacKey> slotMacKeys;
  for (const auto& [epoch, master] : options.masterKeys) slotMacKeys.emplace(epoch, deriveSlotMacKey(options.id, master));
  const GearTable gear = deriveGearTable(options.id, options.masterKeys.rbegin()->second);
  return std::shared_ptr<const Vault>(new Vault{std::move(keyring), std::move(slotMacKeys),
                                                FastCdc(gear, options.chunkSizes), options.wholeFileBytes});
}

}  // namespace mamori
