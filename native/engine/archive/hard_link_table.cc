#include "archive/hard_link_table.h"

#include "base/hash64.h"

namespace mamori {

std::array<std::uint8_t, 8> HardLinkTable::groupOf(const EntryStat& stat) const noexcept {
  std::array<std::uint8_t, 16> identity;
  storeU64(identity.data(), stat.inode);
  storeU64(identity.data() + 8, stat.device == rootDevice_ ? 0 : stat.device);
  std::array<std::uint8_t, 8> group;
  storeU64(group.data(), hash64(identity));
  return group;
}

std::optional<ContentReference> HardLinkTable::find(const EntryStat& stat) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find({stat.device, stat.inode});
  if (found == files_.end() || found->second.size != stat.size || found->second.mtimeNs != stat.mtimeNs) return std::nullopt;
  return found->second.content;
}

void HardLinkTable::remember(const EntryStat& stat, const ContentReference& content) {
  const std::lock_guard lock(mutex_);
  if (files_.size() < kMaxFiles) files_.insert_or_assign({stat.device, stat.inode}, Stored{stat.size, stat.mtimeNs, content});
}

}  // namespace mamori
