#pragma once

#include <atomic>

#include "codec/record.h"
#include "restore/windows/nt_file.h"

namespace mamori {

/// Gives restored files and folders their streams, access list, attributes and times, in the order in which none undoes another.
/// Thread-safe. What this file system or user may not have is counted and left out.
class MetadataWriter {
 public:
  explicit MetadataWriter(bool restoreOwner) : restoreOwner_(restoreOwner) {}

  /// Rights that `applyTo` needs of a handle.
  static constexpr ACCESS_MASK kAccess = FILE_WRITE_ATTRIBUTES | FILE_READ_ATTRIBUTES | WRITE_DAC | READ_CONTROL;

  Status applyTo(HANDLE file, const Record& record);
  std::uint64_t ignored() const noexcept { return ignored_.load(std::memory_order_relaxed); }

 private:
  bool setSecurity(HANDLE file, const std::string& descriptor) const;
  static bool writeStream(HANDLE file, const std::string& value);

  const bool restoreOwner_;
  std::atomic<std::uint64_t> ignored_{0};
};

/// 100-ns ticks since 1601, as Windows counts, of ns since 1970; and back.
constexpr std::int64_t kTicksTo1970 = 116'444'736'000'000'000;
constexpr std::int64_t ticksOf(std::int64_t ns) noexcept { return (ns >= 0 ? ns / 100 : (ns - 99) / 100) + kTicksTo1970; }
constexpr std::int64_t nanosecondsOf(std::int64_t ticks) noexcept { return (ticks - kTicksTo1970) * 100; }

}  // namespace mamori
