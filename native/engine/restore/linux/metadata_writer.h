#pragma once

#include <sys/types.h>

#include <atomic>
#include <string>

#include "base/result.h"
#include "codec/record.h"

struct timespec;

namespace mamori {

/// Gives restored things their owner, mode, extended attributes and time, in the order in which none undoes another.
///
/// Thread-safe. What the file system does not keep, and owners that this user may not set, are counted and left out.
class MetadataWriter {
 public:
  explicit MetadataWriter(bool restoreOwner);

  /// Mode for creating a file or folder so that, as a rule, no further call is needed for it.
  mode_t creationMode(const Record& record) const noexcept { return record.mode & 0777; }

  /// For an open file or folder that was created with creationMode() (`fresh`) or has some other mode.
  Status applyTo(int fd, const Record& record, bool fresh);

  /// For what cannot be opened: links, fifos, sockets, devices. `name` lies in the folder `dir` and is not followed.
  Status applyTo(int dir, const char* name, const Record& record);

  /// From now on modes are always set: default ACLs in the target override what creation asks for.
  void expectInheritedModes() noexcept { inheritsModes_.store(true, std::memory_order_relaxed); }

  std::uint64_t ignored() const noexcept { return ignored_.load(std::memory_order_relaxed); }

 private:
  bool changesOwner(const Record& record) const noexcept;
  mode_t finalMode(const Record& record) const noexcept;
  bool mayRestore(std::string_view attribute) const noexcept;
  template <typename Set>
  void eachAttribute(const Record& record, Set set);
  void ignore() noexcept { ignored_.fetch_add(1, std::memory_order_relaxed); }

  const bool restoreOwner_;
  const uid_t uid_;
  const gid_t gid_;
  const mode_t umask_;
  std::atomic<bool> inheritsModes_{false};
  std::atomic<std::uint64_t> ignored_{0};
};

}  // namespace mamori
