#include "directory_tree.h"

#include "../base/hash64.h"

namespace mamori {
namespace {

std::uint32_t hashName(DirectoryTree::Node parent, std::string_view name) noexcept {
  return static_cast<std::uint32_t>(hash64(bytesOf(name), parent));
}

// Descriptors are small consecutive numbers; multiplying spreads them over the table (Knuth's golden ratio).
std::uint32_t hashWatch(int watch) noexcept { return static_cast<std::uint32_t>(watch) * 2'654'435'769u; }

}  // namespace

DirectoryTree::DirectoryTree() {
  allocate();
  records_[kRoot].attached = true;
}

std::uint32_t DirectoryTree::nameHash(Node node) const noexcept {
  return hashName(records_[node].parent, nameOf(records_[node]));
}
std::uint32_t DirectoryTree::watchHash(Node node) const noexcept { return hashWatch(records_[node].watch); }

DirectoryTree::Node DirectoryTree::allocate() {
  Node node;
  if (free_.empty()) {
    node = static_cast<Node>(records_.size());
    records_.emplace_back();
  } else {
    node = free_.back();
    free_.pop_back();
    records_[node] = {};
  }
  records_[node].live = true;
  ++count_;
  return node;
}

DirectoryTree::Node DirectoryTree::addChild(Node parent, std::string_view name) {
  const Node existing = child(parent, name);
  if (existing != kNone) return existing;
  const Node node = allocate();
  attach(node, parent, name);
  return node;
}

DirectoryTree::Node DirectoryTree::child(Node parent, std::string_view name) const {
  return byName_.find(hashName(parent, name), [&](Node node) {
    return records_[node].parent == parent && nameOf(records_[node]) == name;
  });
}

DirectoryTree::Node DirectoryTree::nodeOfWatch(int watch) const {
  return byWatch_.find(hashWatch(watch), [&](Node node) { return records_[node].watch == watch; });
}

void DirectoryTree::setWatch(Node node, int watch) {
  const auto hashOf = [this](Node at) { return watchHash(at); };
  if (records_[node].watch != kUnwatched) byWatch_.erase(node, hashOf);
  records_[node].watch = watch;
  if (watch != kUnwatched) byWatch_.insert(node, hashOf);
}

void DirectoryTree::attach(Node node, Node parent, std::string_view name) {
  storeName(records_[node], name);
  Record& record = records_[node];
  record.parent = parent;
  record.attached = true;
  record.previousSibling = kNone;
  record.nextSibling = records_[parent].firstChild;
  if (record.nextSibling != kNone) records_[record.nextSibling].previousSibling = node;
  records_[parent].firstChild = node;
  byName_.insert(node, [this](Node at) { return nameHash(at); });
}

void DirectoryTree::detach(Node node) {
  Record& record = records_[node];
  if (!record.attached) return;
  byName_.erase(node, [this](Node at) { return nameHash(at); });
  if (record.nextSibling != kNone) records_[record.nextSibling].previousSibling = record.previousSibling;
  if (record.previousSibling != kNone) records_[record.previousSibling].nextSibling = record.nextSibling;
  else records_[record.parent].firstChild = record.nextSibling;
  record.attached = false;
  record.parent = record.nextSibling = record.previousSibling = kNone;
}

void DirectoryTree::remove(Node node, const std::function<void(int)>& onWatch) {
  detach(node);
  // Leaves first and without recursion: `node` is released when it has no child left.
  for (Node at = node;;) {
    if (records_[at].firstChild != kNone) {
      at = records_[at].firstChild;
      continue;
    }
    const Node parent = records_[at].parent;
    detach(at);
    release(at, onWatch);
    if (at == node) break;
    at = parent;
  }
  if (deadNameBytes_ > 64 * 1024 && deadNameBytes_ * 2 > names_.size()) compactNames();
}

void DirectoryTree::release(Node node, const std::function<void(int)>& onWatch) {
  const int watch = records_[node].watch;
  if (watch != kUnwatched) {
    setWatch(node, kUnwatched);
    onWatch(watch);
  }
  deadNameBytes_ += records_[node].nameLength;
  records_[node] = {};
  free_.push_back(node);
  --count_;
}

void DirectoryTree::storeName(Record& record, std::string_view name) {
  deadNameBytes_ += record.nameLength;
  record.nameOffset = static_cast<std::uint32_t>(names_.size());
  record.nameLength = static_cast<std::uint16_t>(name.size());
  names_.append(name);
}

void DirectoryTree::compactNames() {
  std::string names;
  names.reserve(names_.size() - deadNameBytes_);
  for (Record& record : records_) {
    if (!record.live) continue;
    const auto offset = static_cast<std::uint32_t>(names.size());
    names.append(nameOf(record));
    record.nameOffset = offset;
  }
  names_.swap(names);
  deadNameBytes_ = 0;
}

std::optional<std::string> DirectoryTree::path(Node node) const {
  std::size_t length = 0;
  for (Node at = node; at != kRoot; at = records_[at].parent) {
    if (!records_[at].attached) return std::nullopt;
    length += records_[at].nameLength + 1u;
  }
  std::string path(length ? length - 1 : 0, '/');
  std::size_t end = path.size();
  for (Node at = node; at != kRoot; at = records_[at].parent) {
    const std::string_view name = nameOf(records_[at]);
    end -= name.size();
    path.replace(end, name.size(), name);
    if (end) --end;
  }
  return path;
}

std::size_t DirectoryTree::bytes() const noexcept {
  return records_.capacity() * sizeof(Record) + free_.capacity() * sizeof(Node) + names_.capacity() + byName_.bytes() +
         byWatch_.bytes();
}

}  // namespace mamori
