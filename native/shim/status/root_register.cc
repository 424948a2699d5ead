#include "status/root_register.h"

#include "status/words.h"

namespace mamori::shim {

std::optional<std::uint32_t> RootRegister::freeNumber() const noexcept {
  for (std::uint32_t root = 0; root < kRoots; ++root) {
    if (!used_[root] && !retired_[root]) return root;
  }
  return std::nullopt;
}

void RootRegister::remove(std::uint32_t root) {
  used_[root] = trusted_[root] = false;
  retired_[root] = true;
  std::erase_if(spellings_, [root](const RootSpelling& spelling) { return spelling.root == root; });
}

bool RootRegister::respell(const Segment& segment, std::uint32_t root, std::span<const PathBytes> texts) {
  std::vector<RootSpelling> wanted;
  for (const RootSpelling& spelling : spellings_) {
    if (spelling.root != root) wanted.push_back(spelling);
  }
  for (const PathBytes& text : texts) wanted.push_back({root, text});
  if (!writeSpellings(segment.spellings(), segment.style(), wanted)) return false;
  spellings_ = std::move(wanted);
  return true;
}

void RootRegister::publish(const Segment& segment, std::uint32_t root) const noexcept {
  const std::uint32_t flags = used_[root] ? kRootUsed | (trusted_[root] ? kRootTrusted : 0) : 0;
  store(segment.roots()[root], flags, std::memory_order_release);
}

void RootRegister::publishAll(const Segment& segment) const {
  writeSpellings(segment.spellings(), segment.style(), spellings_);
  for (std::uint32_t root = 0; root < kRoots; ++root) publish(segment, root);
}

}  // namespace mamori::shim
