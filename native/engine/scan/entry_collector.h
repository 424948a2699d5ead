#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "directory_block.h"

namespace mamori {

/// Gathers a directory's entries in the order the file system gives them and hands them over sorted.
/// Its buffers are reused from directory to directory, so a block is allocated once, at its final size.
class EntryCollector {
 public:
  /// The returned entry may be filled until the next call.
  Entry& add(std::string_view name);
  void dropLast();
  /// Notes a name that is there, but left out.
  void leaveOut(std::string_view name) { leftOut_.emplace_back(name); }
  std::size_t size() const noexcept { return entries_.size(); }

  /// Moves everything into `block`, sorted bytewise by name, and starts over.
  void finish(DirectoryBlock& block);
  void clear();

 private:
  struct SortKey {
    std::uint64_t prefix;
    std::uint32_t index;
  };

  std::string_view nameAt(std::uint32_t index) const noexcept {
    return std::string_view(names_).substr(entries_[index].nameOffset, entries_[index].nameLength);
  }

  std::vector<Entry> entries_;
  std::string names_;
  std::vector<SortKey> keys_;
  std::vector<std::string> leftOut_;
};

}  // namespace mamori
