#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "directory_lister.h"

namespace mamori {

/// One directory between being seen in its parent and being pulled by the consumer.
struct WalkNode {
  std::shared_ptr<const std::string> parentPath;
  std::string name;
  std::shared_ptr<DirectoryLink> parentLink;
  std::unique_ptr<DirectoryBlock> block;  // set once listed
  enum class State : unsigned char { waiting, working, done } state = State::waiting;

  std::unique_ptr<WalkNode> next;         // in pre-order, all nodes
  WalkNode* previousUnfinished = nullptr;  // in pre-order, those not done
  WalkNode* nextUnfinished = nullptr;
};

/// The nodes of a running walk, in pre-order. Not synchronised; the walker's lock guards it.
///
/// A finished directory is replaced by its children at its own place, so both lists stay sorted whatever
/// the order in which threads finish. All operations take constant time, but for `earliestWaiting`, which
/// skips the nodes being worked on: at most one for each thread.
class WalkFrontier {
 public:
  WalkFrontier() = default;
  ~WalkFrontier();
  WalkFrontier(const WalkFrontier&) = delete;
  WalkFrontier& operator=(const WalkFrontier&) = delete;

  void begin(std::unique_ptr<WalkNode> first);

  WalkNode* head() const noexcept { return head_.get(); }
  bool allListed() const noexcept { return firstUnfinished_ == nullptr; }
  WalkNode* earliestWaiting() const noexcept;

  /// Marks `node` done and puts `children`, a chain by `next` in name order, right behind it.
  void finish(WalkNode& node, std::unique_ptr<WalkNode> children);
  std::unique_ptr<WalkNode> popHead();

 private:
  std::unique_ptr<WalkNode> head_;
  WalkNode* firstUnfinished_ = nullptr;
};

}  // namespace mamori
