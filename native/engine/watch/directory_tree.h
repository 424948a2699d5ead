#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index_table.h"

namespace mamori {

/// The watched directories, by name and by watch descriptor. Not synchronised.
///
/// 32 bytes a directory, at most 11 in each of two tables, and its name. Names of removed directories are
/// compacted away once they make up half of the arena.
class DirectoryTree {
 public:
  using Node = std::uint32_t;
  static constexpr Node kNone = IndexTable::kNone;
  static constexpr Node kRoot = 0;
  static constexpr int kUnwatched = -1;

  DirectoryTree();

  Node addChild(Node parent, std::string_view name);
  Node child(Node parent, std::string_view name) const;
  Node nodeOfWatch(int watch) const;
  void setWatch(Node node, int watch);
  int watchOf(Node node) const noexcept { return records_[node].watch; }

  /// Forgets `node` and everything below; `onWatch` gets every watch that was set.
  void remove(Node node, const std::function<void(int)>& onWatch);

  /// Takes a directory out of its place, with everything below, until `attach` or `remove`.
  void detach(Node node);
  void attach(Node node, Node parent, std::string_view name);

  /// Relative to the root; nothing below a detached directory.
  std::optional<std::string> path(Node node) const;

  std::size_t size() const noexcept { return count_; }
  std::size_t bytes() const noexcept;

 private:
  struct Record {
    Node parent = kNone;
    Node firstChild = kNone;
    Node nextSibling = kNone;
    Node previousSibling = kNone;
    std::int32_t watch = kUnwatched;
    std::uint32_t nameOffset = 0;
    std::uint16_t nameLength = 0;
    bool attached = false;
    bool live = false;
  };

  std::string_view nameOf(const Record& record) const noexcept {
    return std::string_view(names_).substr(record.nameOffset, record.nameLength);
  }
  std::uint32_t nameHash(Node node) const noexcept;
  std::uint32_t watchHash(Node node) const noexcept;
  Node allocate();
  void release(Node node, const std::function<void(int)>& onWatch);
  void storeName(Record& record, std::string_view name);
  void compactNames();

  std::vector<Record> records_;
  std::vector<Node> free_;
  std::string names_;
  std::size_t deadNameBytes_ = 0;
  std::size_t count_ = 0;
  IndexTable byName_;
  IndexTable byWatch_;
};

}  // namespace mamori
