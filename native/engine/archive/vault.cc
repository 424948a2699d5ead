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
  const auto chunkerOf = [&](const MasterKey& master) { return FastCdc(deriveGearTable(options.id, master), options.chunkSizes); };
  const auto newest = options.masterKeys.rbegin();
  std::vector<Vault::EarlierEpoch> earlier;
  for (auto epoch = std::next(newest); epoch != options.masterKeys.rend(); ++epoch) {
    earlier.push_back({epoch->first, chunkerOf(epoch->second)});
  }
  return std::shared_ptr<const Vault>(
      new Vault{std::move(keyring), chunkerOf(newest->second), options.wholeFileBytes, std::move(earlier)});
}

}  // namespace mamori
