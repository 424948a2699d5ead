#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "status/segment.h"
#include "status/spellings.h"

namespace mamori::shim {

/// The writer's own account of its roots; the table's is never read back.
class RootRegister {
 public:
  /// A number that is neither in use nor still in rows of the table.
  std::optional<std::uint32_t> freeNumber() const noexcept;

  bool isUsed(std::uint32_t root) const noexcept { return root < kRoots && used_[root]; }
  const std::bitset<kRoots>& retired() const noexcept { return retired_; }

  void add(std::uint32_t root) noexcept { used_[root] = true; }
  void trust(std::uint32_t root, bool trusted) noexcept { trusted_[root] = trusted; }
  void remove(std::uint32_t root);
  /// No row of these is left in the table.
  void forget(const std::bitset<kRoots>& roots) noexcept { retired_ &= ~roots; }

  /// Gives a root other spellings in `segment`; false, and nothing changed, when they do not fit.
  bool respell(const Segment& segment, std::uint32_t root, std::span<const PathBytes> texts);

  /// The one word of a root.
  void publish(const Segment& segment, std::uint32_t root) const noexcept;
  /// Everything, into a segment that nobody reads yet.
  void publishAll(const Segment& segment) const;

 private:
  std::bitset<kRoots> used_, trusted_, retired_;
  std::vector<RootSpelling> spellings_;
};

}  // namespace mamori::shim
