#pragma once

#include <array>
#include <atomic>
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

#include "restore/folder_table.h"

namespace mamori {

/// The names of one hard-linked file. The first one to come is written as a file of its own, the others are linked to it in the end.
struct LinkGroup {
  const RestoreFolder* folder = nullptr;
  std::string name;
  std::atomic<bool> inPlace{false};  // the first name has the content that the group's records say
};

/// A further name of a group, kept until the first is written.
struct LaterName {
  LinkGroup* group;
  RestoreFolder* folder;
  std::string name;
  std::string record;
};

/// Used by the planning thread only; writers set LinkGroup::inPlace.
class LinkGroups {
 public:
  using Key = std::array<std::uint8_t, 8>;

  /// The group, and whether this call made it: then the caller is its first name.
  std::pair<LinkGroup*, bool> join(const Key& key) {
    auto [place, made] = groups_.try_emplace(loadU64(key.data()));
    return {&place->second, made};
  }

  void defer(LaterName name) { later_.push_back(std::move(name)); }
  std::vector<LaterName> takeDeferred() { return std::exchange(later_, {}); }
  /// The next name of each group becomes its first. Pointers to groups end.
  void forgetGroups() { groups_.clear(); }

 private:
  std::unordered_map<std::uint64_t, LinkGroup> groups_;
  std::vector<LaterName> later_;
};

}  // namespace mamori
