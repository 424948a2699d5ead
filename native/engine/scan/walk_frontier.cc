#include "walk_frontier.h"

namespace mamori {

// One by one: the chain's default destruction would recurse once per node.
WalkFrontier::~WalkFrontier() {
  while (head_) popHead();
}

void WalkFrontier::begin(std::unique_ptr<WalkNode> first) {
  firstUnfinished_ = first.get();
  head_ = std::move(first);
}

WalkNode* WalkFrontier::earliestWaiting() const noexcept {
  WalkNode* node = firstUnfinished_;
  while (node && node->state != WalkNode::State::waiting) node = node->nextUnfinished;
  return node;
}

void WalkFrontier::finish(WalkNode& node, std::unique_ptr<WalkNode> children) {
  node.state = WalkNode::State::done;
  WalkNode* previous = node.previousUnfinished;
  WalkNode* last = nullptr;
  WalkNode* const firstChild = children.get();
  for (WalkNode* child = firstChild; child; child = child->next.get()) {
    child->previousUnfinished = last ? last : previous;
    child->nextUnfinished = child->next ? child->next.get() : node.nextUnfinished;
    last = child;
  }
  WalkNode* const replacement = firstChild ? firstChild : node.nextUnfinished;
  (previous ? previous->nextUnfinished : firstUnfinished_) = replacement;
  if (node.nextUnfinished) node.nextUnfinished->previousUnfinished = last ? last : previous;
  if (last) {
    last->next = std::move(node.next);
    node.next = std::move(children);
  }
}

std::unique_ptr<WalkNode> WalkFrontier::popHead() {
  std::unique_ptr<WalkNode> node = std::move(head_);
  head_ = std::move(node->next);
  return node;
}

}  // namespace mamori
