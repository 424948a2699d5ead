#include "restore/target_tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/linux/open_beneath.h"
#include "base/linux/system_error.h"
#include "restore/linux/target_folder.h"
#include "restore/linux/write_error.h"
#include "restore/restore_codes.h"

namespace mamori {
namespace {

constexpr int kReadFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;

class LinuxTargetTree final : public TargetTree {
 public:
  LinuxTargetTree(UniqueFd root, TargetOptions options) : root_(std::move(root)), shared_(std::make_shared<LinuxTargetShared>(options)) {}

  Result<std::shared_ptr<TargetFolder>> openFolder(std::string_view path) override {
    // O_PATH also opens a folder that may be entered but not read.
    UniqueFd fd = openBeneath(root_.get(), path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    if (!fd.valid() && errno == ENOENT) return std::shared_ptr<TargetFolder>();
    if (!fd.valid()) return openFailure(path, errno);
    noteDefaultAcl(fd.get());
    return std::shared_ptr<TargetFolder>(std::make_shared<LinuxTargetFolder>(std::move(fd), shared_));
  }

  Status finishFolder(std::string_view path, const Record& record) override {
    UniqueFd fd = openBeneath(root_.get(), path, kReadFolder);
    if (!fd.valid()) return restoreError("open folder");
    return shared_->metadata.applyTo(fd.get(), record, false);
  }

  std::int64_t storedTime(std::int64_t mtimeNs) const noexcept override { return mtimeNs; }

  Status sync() override {
    if (syncfs(root_.get()) != 0) return restoreError("syncfs");
    return {};
  }

  std::uint64_t ignoredAttributes() const noexcept override { return shared_->metadata.ignored(); }

 private:
  /// ENOTDIR says that something is in the way; whether it is a link makes the difference between the two codes.
  Error openFailure(std::string_view path, int number) const {
    if (number != ENOTDIR) return restoreError("open folder", number);
    const UniqueFd fd = openBeneath(root_.get(), path, O_PATH | O_NOFOLLOW);
    struct stat info;
    const bool isLink = fd.valid() && fstat(fd.get(), &info) == 0 && S_ISLNK(info.st_mode);
    return restoreError("open folder", isLink ? ELOOP : ENOTDIR);
  }

  void noteDefaultAcl(int folder) {
    const std::string path = "/proc/self/fd/" + std::to_string(folder);
    if (getxattr(path.c_str(), "system.posix_acl_default", nullptr, 0) > 0) shared_->metadata.expectInheritedModes();
  }

  UniqueFd root_;
  std::shared_ptr<LinuxTargetShared> shared_;
};

}  // namespace

Result<std::unique_ptr<TargetTree>> TargetTree::open(const std::string& path, TargetOptions options) {
  // The target itself may be named through links: whoever asked for it chose it.
  UniqueFd root(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root.valid() && errno == ENOENT && options.mayBeAbsent) return std::unique_ptr<TargetTree>(std::make_unique<AbsentTarget>());
  if (!root.valid()) return systemError(restore_code::targetUnusable, "open target folder");
  return std::unique_ptr<TargetTree>(std::make_unique<LinuxTargetTree>(std::move(root), options));
}

}  // namespace mamori
