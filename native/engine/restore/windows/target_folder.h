#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "restore/target_tree.h"
#include "restore/windows/metadata_writer.h"

namespace mamori {

/// What all folders of one target share.
struct WindowsTargetShared {
  explicit WindowsTargetShared(TargetOptions options);
  std::wstring temporaryName();

  MetadataWriter metadata;
  std::uint64_t random = 0;
  std::atomic<std::uint64_t> temporaries{0};
};

class WindowsTargetFolder final : public TargetFolder, public std::enable_shared_from_this<WindowsTargetFolder> {
 public:
  WindowsTargetFolder(UniqueHandle handle, std::shared_ptr<WindowsTargetShared> shared) : handle_(std::move(handle)), shared_(std::move(shared)) {}

  Result<std::optional<TargetEntry>> look(std::string_view name) const override;
  Result<bool> makeFolder(std::string_view name, bool restricted) override;
  Status writeFile(std::string_view name, ByteView content, const Record& record, Placement placement) override;
  Result<std::unique_ptr<TargetFile>> beginFile(std::string_view name, const Record& record) override;
  Status makeSpecial(std::string_view name, const Record& record, Placement placement) override;
  Status linkFile(const TargetFolder& folder, std::string_view existing, std::string_view name, Placement placement) override;
  Result<std::string> moveAside(std::string_view name) override;
  Status putBack(const std::string& aside, std::string_view name) override;
  Status removeAside(const std::string& aside) override;

  HANDLE handle() const noexcept { return handle_.get(); }
  WindowsTargetShared& shared() const noexcept { return *shared_; }

 private:
  /// A new file under a temporary name, or under its own in a fresh folder; removed again unless it is kept.
  struct NewFile;
  Status rename(std::wstring_view from, std::wstring_view to);
  Result<NewFile> create(std::string_view name, const Record& record, Placement placement);

  UniqueHandle handle_;
  std::shared_ptr<WindowsTargetShared> shared_;
};

/// Rights for a file that is being written.
inline constexpr ACCESS_MASK kWriteAccess = FILE_WRITE_DATA | FILE_WRITE_EA | DELETE | MetadataWriter::kAccess;

/// Marks a new file as sparse where the file system can; then what is not written stays a hole.
void makeSparse(HANDLE file) noexcept;
Status writeBytes(HANDLE file, std::uint64_t offset, ByteView bytes, bool sparse);
Status setSize(HANDLE file, std::uint64_t size);
/// Turns the new, empty `file` into a symbolic link. Fails with `restore.kind-not-possible` without the right to make links.
Status makeLink(HANDLE file, const std::string& target);

}  // namespace mamori
