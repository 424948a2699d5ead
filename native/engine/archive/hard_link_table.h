#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "codec/record.h"
#include "scan/entry.h"

namespace mamori {

/// Remembers the content of files with several names, so that it is read once a run. Thread-safe.
///
/// Bounded: past kMaxFiles later ones are read once for each name, which costs time and nothing else.
class HardLinkTable {
 public:
  static constexpr std::size_t kMaxFiles = 200'000;

  explicit HardLinkTable(std::uint64_t rootDevice) : rootDevice_(rootDevice) {}

  std::uint64_t rootDevice() const noexcept { return rootDevice_; }

  /// Equal for all names of one file in the source. Device numbers change between boots, so the root's own, which most
  /// files share, is left out.
  std::array<std::uint8_t, 8> groupOf(const EntryStat& stat) const noexcept;

  /// What was stored for the file of `stat`, if it is still in that state.
  std::optional<ContentReference> find(const EntryStat& stat) const;
  void remember(const EntryStat& stat, const ContentReference& content);

 private:
  struct Key {
    std::uint64_t device;
    std::uint64_t inode;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept {
      return static_cast<std::size_t>((key.inode ^ key.device << 32) * 0x9E3779B97F4A7C15u);
    }
  };
  struct Stored {
    std::uint64_t size;
    std::int64_t mtimeNs;
    ContentReference content;
  };

  const std::uint64_t rootDevice_;
  mutable std::mutex mutex_;
  std::unordered_map<Key, Stored, KeyHash> files_;
};

}  // namespace mamori
