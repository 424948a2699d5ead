#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "base/linux/unique_fd.h"
#include "restore/linux/metadata_writer.h"
#include "restore/linux/name_buffer.h"
#include "restore/target_tree.h"

namespace mamori {

/// What all folders of one target share.
struct LinuxTargetShared {
  explicit LinuxTargetShared(TargetOptions options);

  /// `.mamori-restore-` and 16 hex digits that no other process guesses.
  std::string temporaryName();

  MetadataWriter metadata;
  const std::uint64_t random;
  std::atomic<std::uint64_t> temporaries{0};
};

/// Gives the temporary name `from` its final one in the same folder. On failure `from` is removed.
Status moveIntoPlace(int dir, const std::string& from, std::string_view name, Placement placement);

class LinuxTargetFolder final : public TargetFolder, public std::enable_shared_from_this<LinuxTargetFolder> {
 public:
  LinuxTargetFolder(UniqueFd fd, std::shared_ptr<LinuxTargetShared> shared) : fd_(std::move(fd)), shared_(std::move(shared)) {}

  Result<std::optional<TargetEntry>> look(std::string_view name) const override;
  Result<bool> makeFolder(std::string_view name, bool restricted) override;
  Status writeFile(std::string_view name, ByteView content, const Record& record, Placement placement) override;
  Result<std::unique_ptr<TargetFile>> beginFile(std::string_view name, const Record& record) override;
  Status makeSpecial(std::string_view name, const Record& record, Placement placement) override;
  Status linkFile(const TargetFolder& folder, std::string_view existing, std::string_view name, Placement placement) override;
  Result<std::string> moveAside(std::string_view name) override;
  Status putBack(const std::string& aside, std::string_view name) override;
  Status removeAside(const std::string& aside) override;

  int fd() const noexcept { return fd_.get(); }
  LinuxTargetShared& shared() const noexcept { return *shared_; }

 private:
  Status writeNew(const char* name, ByteView content, const Record& record);
  Status makeNode(const char* name, const Record& record);

  UniqueFd fd_;
  std::shared_ptr<LinuxTargetShared> shared_;
};

}  // namespace mamori
