#include "../directory_lister.h"

#include <fcntl.h>

#include "../../base/linux/open_beneath.h"
#include "../../base/linux/system_error.h"
#include "../entry_collector.h"
#include "../path_order.h"
#include "dirent_reader.h"
#include "entry_stat.h"

namespace mamori {
namespace {

constexpr int kOpenFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

// Descriptors kept for children across all threads. Most limits start at 1,024 for the whole process;
// what does not fit is opened again from the nearest kept ancestor.
constexpr int kKeptDescriptors = 128;

struct SharedRoot {
  UniqueFd fd;
  std::string path;
  const Exclusions* exclusions = nullptr;
  std::atomic<int> kept{0};
};

/// A directory kept open for its children; gives its place in the budget back.
struct KeptDirectory {
  UniqueFd fd;
  std::shared_ptr<SharedRoot> root;
  ~KeptDirectory() { root->kept.fetch_sub(1, std::memory_order_relaxed); }
};

std::shared_ptr<void> keep(UniqueFd fd, const std::shared_ptr<SharedRoot>& root) {
  if (root->kept.fetch_add(1, std::memory_order_relaxed) >= kKeptDescriptors) {
    root->kept.fetch_sub(1, std::memory_order_relaxed);
    return {};
  }
  return std::shared_ptr<void>(new KeptDirectory{std::move(fd), root},
                               [](void* kept) { delete static_cast<KeptDirectory*>(kept); });
}

std::string_view codeOf(int number) noexcept {
  switch (number) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP: return "scan.directory-vanished";
    case EACCES:
    case EPERM: return "scan.directory-denied";
    default: return "scan.directory-unreadable";
  }
}

class LinuxDirectoryLister final : public DirectoryLister {
 public:
  explicit LinuxDirectoryLister(std::shared_ptr<SharedRoot> root) : root_(std::move(root)) {}

  std::unique_ptr<DirectoryLister> sibling() const override {
    return std::make_unique<LinuxDirectoryLister>(root_);
  }

  std::shared_ptr<DirectoryLink> list(const std::shared_ptr<DirectoryLink>& parent, DirectoryBlock& block) override {
    UniqueFd fd = open(parent.get(), block.path, kOpenFlags);
    if (!fd.valid()) return fail(block, errno);
    if (const int number = statEntry(fd.get(), "", block.self)) return fail(block, number);
    auto link = std::make_shared<DirectoryLink>();
    link->parent = parent;
    link->device = block.self.device;
    link->inode = block.self.inode;
    link->pathLength = block.path.size();
    if (link->isCycle()) {
      block.error = makeError("scan.directory-cycle", "the directory contains itself");
      return {};
    }
    if (const int number = readEntries(fd.get(), block)) return fail(block, number);
    if (hasDirectories_) link->handle = keep(std::move(fd), root_);
    return link;
  }

  void lookUp(DirectoryBlock& block) override {
    block.partial = true;
    UniqueFd fd = open(nullptr, block.path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    if (!fd.valid()) {
      // Without its directory a name is gone as well, which is what the caller wants to hear.
      if (errno != ENOENT && errno != ENOTDIR && errno != ELOOP) fail(block, errno);
      return;
    }
    statEntry(fd.get(), "", block.self);
    for (const std::string& name : block.requested) {
      addEntry(fd.get(), block.path, name.c_str(), name.size(), EntryKind::unknown);
    }
    collector_.finish(block);
  }

  bool rootIsInPlace() const override {
    EntryStat opened, named;
    const UniqueFd fd(::open(root_->path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    return fd.valid() && statEntry(fd.get(), "", named) == 0 && statEntry(root_->fd.get(), "", opened) == 0 &&
           opened.inode == named.inode && opened.device == named.device;
  }

 private:
  std::shared_ptr<DirectoryLink> fail(DirectoryBlock& block, int number) {
    collector_.clear();
    block.error = systemError(codeOf(number), "reading a directory", number);
    return {};
  }

  UniqueFd open(const DirectoryLink* above, std::string_view path, int flags) noexcept {
    while (above && !above->handle) above = above->parent.get();
    if (!above) return openBeneath(root_->fd.get(), path, flags);
    const std::size_t skipped = above->pathLength ? above->pathLength + 1 : 0;
    return openBeneath(static_cast<const KeptDirectory*>(above->handle.get())->fd.get(), path.substr(skipped), flags);
  }

  int readEntries(int fd, DirectoryBlock& block) {
    hasDirectories_ = false;
    reader_.start(fd);
    while (const Dirent* dirent = reader_.next()) {
      addEntry(fd, block.path, dirent->name, dirent->length, dirent->kind);
    }
    if (reader_.error()) return reader_.error();
    collector_.finish(block);
    return 0;
  }

  void addEntry(int fd, std::string_view directory, const char* name, std::size_t length, EntryKind kind) {
    const std::string_view text(name, length);
    const bool known = kind != EntryKind::unknown;
    if (known && excluded(directory, text, kind)) return collector_.leaveOut(text);
    Entry& entry = collector_.add(text);
    entry.stat.kind = kind;
    entry.statError = statEntry(fd, name, entry.stat);
    // Gone between listing and stat: as good as never seen.
    const bool vanished = entry.statError == ENOENT || entry.statError == ENOTDIR;
    if (vanished) return collector_.dropLast();
    if (!known && excluded(directory, text, entry.stat.kind)) {
      collector_.dropLast();
      return collector_.leaveOut(text);
    }
    hasDirectories_ = hasDirectories_ || entry.stat.kind == EntryKind::directory;
  }

  bool excluded(std::string_view directory, std::string_view name, EntryKind kind) const {
    return root_->exclusions && root_->exclusions->excludes(directory, name, kind, name.front() == '.');
  }

  std::shared_ptr<SharedRoot> root_;
  DirentReader reader_;
  EntryCollector collector_;
  bool hasDirectories_ = false;
};

}  // namespace

Result<std::unique_ptr<DirectoryLister>> openDirectoryLister(const ListerOptions& options) {
  auto root = std::make_shared<SharedRoot>();
  root->path = options.root;
  root->exclusions = options.exclusions;
  // The root may itself be reached through links: it is the person's own choice of folder.
  root->fd.reset(::open(options.root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root->fd.valid()) {
    const bool gone = errno == ENOENT || errno == ENOTDIR || errno == ENODEV || errno == ENXIO;
    return systemError(gone ? "scan.root-gone" : "scan.root-unreadable", "opening the source's folder");
  }
  return std::unique_ptr<DirectoryLister>(std::make_unique<LinuxDirectoryLister>(std::move(root)));
}

}  // namespace mamori
