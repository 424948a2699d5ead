#include "archive/vault.h"

namespace mamori {
namespace {

// A segment holds whole chunks and states its size in 32 bits; a quarter of that is far beyond any sensible setting.
constexpr std::size_t kMaxWholeFileBytes = 16u << 20;

}  // namespace

Result<std::shared_ptr<const Vault>> openVault(const VaultOptions& options) {
  if (options.masterKeys.empty()) return makeError("engine.bad-argument", "no key epoch");
  if (!options.chunkSizes.valid() || options.wholeFileBytes == 0 || options.wholeFileBytes > kMaxWholeFileBytes) {
    return makeError("engine.bad-argument", "chunk sizes");
  }
  MAMORI_ASSIGN(Keyring keyring, Keyring::create(options.id, options.masterKeys));
  const GearTable gear = deriveGearTable(options.id, options.masterKeys.rbegin()->second);
  return std::shared_ptr<const Vault>(new Vault{std::move(keyring), FastCdc(gear, options.chunkSizes), options.wholeFileBytes});
}

}  // namespace mamori
