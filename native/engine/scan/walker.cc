#include "walker.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "path_order.h"
#include "walk_frontier.h"

namespace mamori {

class Walker::State {
 public:
  State(const WalkOptions& options, std::unique_ptr<DirectoryLister> lister)
      : options_(options), lister_(std::move(lister)) {
    auto first = std::make_unique<WalkNode>();
    first->parentPath = std::make_shared<std::string>(parentPath(options.startPath));
    first->name = baseName(options.startPath);
    frontier_.begin(std::move(first));
    const unsigned count = std::max(1u, options.threads);
    for (unsigned i = 0; i < count; ++i) {
      workers_.emplace_back([this, lister = lister_->sibling()] { work(*lister); });
    }
  }

  ~State() {
    stop();
    for (std::thread& worker : workers_) worker.join();
  }

  std::optional<Result<DirectoryBlock>> next() {
    if (ended_) return std::nullopt;
    std::unique_ptr<WalkNode> node;
    {
      std::unique_lock lock(mutex_);
      headDone_.wait(lock, [&] {
        return stopped_ || !frontier_.head() || frontier_.head()->state == WalkNode::State::done;
      });
      if (!stopped_ && frontier_.head()) {
        node = frontier_.popHead();
        unpulled_ -= node->block->weight();
        // The new head may be exempt from the window, or the window may have room again.
        if (waitingWorkers_) moreWork_.notify_all();
      }
    }
    if (options_.cancellation.cancelled()) return end(cancelledError());
    if (!node) return finish();
    if (first_ && node->block->error && options_.startPath.empty()) return end(rootError(*node->block->error));
    first_ = false;
    return Result<DirectoryBlock>(std::move(*node->block));
  }

  bool rootIsInPlace() const { return lister_->rootIsInPlace(); }

 private:
  using Answer = std::optional<Result<DirectoryBlock>>;

  Answer end(Error error) {
    ended_ = true;
    stop();
    return Result<DirectoryBlock>(std::move(error));
  }

  Answer finish() {
    ended_ = true;
    if (lister_->rootIsInPlace()) return std::nullopt;
    return Result<DirectoryBlock>(makeError("scan.root-gone", "the source's folder went away during the scan"));
  }

  static Error rootError(const Error& error) {
    const bool gone = error.code == "scan.directory-vanished";
    return makeError(gone ? "scan.root-gone" : "scan.root-unreadable", error.message, error.osError);
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    moreWork_.notify_all();
    headDone_.notify_all();
  }

  void work(DirectoryLister& lister) {
    while (WalkNode* node = take()) {
      auto block = std::make_unique<DirectoryBlock>();
      block->path = node->name.empty() ? std::string() : joinPath(*node->parentPath, node->name);
      const std::shared_ptr<DirectoryLink> link = lister.list(node->parentLink, *block);
      std::unique_ptr<WalkNode> children = link ? childrenOf(*block, link) : nullptr;
      put(*node, std::move(block), std::move(children));
    }
  }

  WalkNode* take() {
    std::unique_lock lock(mutex_);
    for (;;) {
      if (options_.cancellation.cancelled() && !stopped_) {
        stopped_ = true;
        moreWork_.notify_all();
        headDone_.notify_all();
      }
      if (stopped_ || frontier_.allListed()) return nullptr;
      WalkNode* node = frontier_.earliestWaiting();
      if (node && (unpulled_ < options_.windowEntries || node == frontier_.head())) {
        node->state = WalkNode::State::working;
        return node;
      }
      ++waitingWorkers_;
      moreWork_.wait(lock);
      --waitingWorkers_;
    }
  }

  void put(WalkNode& node, std::unique_ptr<DirectoryBlock> block, std::unique_ptr<WalkNode> children) {
    const std::lock_guard lock(mutex_);
    unpulled_ += block->weight();
    const bool branched = children != nullptr;
    node.parentLink.reset();
    node.block = std::move(block);
    frontier_.finish(node, std::move(children));
    if (waitingWorkers_ && (branched || frontier_.allListed())) moreWork_.notify_all();
    if (&node == frontier_.head()) headDone_.notify_one();
  }

  std::unique_ptr<WalkNode> childrenOf(const DirectoryBlock& block, const std::shared_ptr<DirectoryLink>& link) const {
    std::unique_ptr<WalkNode> chain;
    std::shared_ptr<const std::string> path;
    // Back to front, so that each new node simply becomes the chain's head.
    for (auto entry = block.entries.rbegin(); entry != block.entries.rend(); ++entry) {
      if (entry->stat.kind != EntryKind::directory || entry->statError) continue;
      if (options_.oneFileSystem && entry->stat.device != block.self.device) continue;
      if (!path) path = std::make_shared<const std::string>(block.path);
      auto node = std::make_unique<WalkNode>();
      node->parentPath = path;
      node->name = block.nameOf(*entry);
      node->parentLink = link;
      node->next = std::move(chain);
      chain = std::move(node);
    }
    return chain;
  }

  const WalkOptions options_;
  const std::unique_ptr<DirectoryLister> lister_;

  std::mutex mutex_;
  std::condition_variable moreWork_;
  std::condition_variable headDone_;
  WalkFrontier frontier_;
  std::size_t unpulled_ = 0;
  unsigned waitingWorkers_ = 0;
  bool stopped_ = false;

  // Only the consumer's thread touches these.
  bool first_ = true;
  bool ended_ = false;

  std::vector<std::thread> workers_;  // last: they use everything above
};

Result<std::unique_ptr<Walker>> Walker::start(const WalkOptions& options) {
  MAMORI_ASSIGN(std::unique_ptr<DirectoryLister> lister,
                openDirectoryLister({options.root, options.exclusions.get()}));
  return std::unique_ptr<Walker>(new Walker(std::make_unique<State>(options, std::move(lister))));
}

Walker::Walker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Walker::~Walker() = default;
std::optional<Result<DirectoryBlock>> Walker::next() { return state_->next(); }
bool Walker::rootIsInPlace() const { return state_->rootIsInPlace(); }

}  // namespace mamori
