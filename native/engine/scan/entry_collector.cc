#include "entry_collector.h"

#include <algorithm>
#include <cstring>

namespace mamori {
namespace {

// Most names differ within eight bytes, which compare as one big-endian integer without touching the arena.
std::uint64_t prefixOf(std::string_view name) noexcept {
  std::uint8_t bytes[8] = {};
  std::memcpy(bytes, name.data(), std::min<std::size_t>(name.size(), sizeof bytes));
  std::uint64_t prefix = 0;
  for (const std::uint8_t byte : bytes) prefix = prefix << 8 | byte;
  return prefix;
}

// One directory of a million names should not leave its buffers behind for the rest of the walk.
constexpr std::size_t kKeptEntries = 65'536;

template <typename Buffer>
void recycle(Buffer& buffer, std::size_t keptBytes) {
  if (buffer.capacity() * sizeof(buffer[0]) > keptBytes) buffer = Buffer();
  else buffer.clear();
}

}  // namespace

Entry& EntryCollector::add(std::string_view name) {
  Entry& entry = entries_.emplace_back();
  entry.nameOffset = static_cast<std::uint32_t>(names_.size());
  entry.nameLength = static_cast<std::uint16_t>(name.size());
  names_.append(name);
  return entry;
}

void EntryCollector::dropLast() {
  names_.resize(entries_.back().nameOffset);
  entries_.pop_back();
}

void EntryCollector::finish(DirectoryBlock& block) {
  keys_.clear();
  keys_.reserve(entries_.size());
  for (std::uint32_t i = 0; i < entries_.size(); ++i) keys_.push_back({prefixOf(nameAt(i)), i});
  std::sort(keys_.begin(), keys_.end(), [&](const SortKey& a, const SortKey& b) {
    return a.prefix != b.prefix ? a.prefix < b.prefix : nameAt(a.index) < nameAt(b.index);
  });
  block.entries.clear();
  block.entries.reserve(entries_.size());
  block.names.clear();
  block.names.reserve(names_.size());
  // Names are laid out in sorted order as well: whoever walks the block reads the arena front to back.
  for (const SortKey& key : keys_) {
    Entry& entry = block.entries.emplace_back(entries_[key.index]);
    entry.nameOffset = static_cast<std::uint32_t>(block.names.size());
    block.names.append(nameAt(key.index));
  }
  std::sort(leftOut_.begin(), leftOut_.end());
  block.leftOut.swap(leftOut_);
  clear();
}

void EntryCollector::clear() {
  leftOut_.clear();
  recycle(entries_, kKeptEntries * sizeof(Entry));
  recycle(keys_, kKeptEntries * sizeof(SortKey));
  recycle(names_, kKeptEntries * 64);
}

}  // namespace mamori
