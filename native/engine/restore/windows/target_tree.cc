#include "restore/target_tree.h"

#include "base/windows/system_error.h"
#include "base/windows/wide_path.h"
#include "restore/restore_codes.h"
#include "restore/windows/target_folder.h"
#include "restore/windows/windows_name.h"

namespace mamori {
namespace {

constexpr ACCESS_MASK kFolderAccess = FILE_LIST_DIRECTORY | FILE_TRAVERSE | FILE_READ_ATTRIBUTES;

class WindowsTargetTree final : public TargetTree {
 public:
  WindowsTargetTree(UniqueHandle root, TargetOptions options) : root_(std::move(root)), shared_(std::make_shared<WindowsTargetShared>(options)) {}

  Result<std::shared_ptr<TargetFolder>> openFolder(std::string_view path) override {
    MAMORI_ASSIGN(UniqueHandle handle, open(path, kFolderAccess));
    if (!handle.valid()) return std::shared_ptr<TargetFolder>();
    return std::shared_ptr<TargetFolder>(std::make_shared<WindowsTargetFolder>(std::move(handle), shared_));
  }

  Status finishFolder(std::string_view path, const Record& record) override {
    MAMORI_ASSIGN(const UniqueHandle handle, open(path, kFolderAccess | MetadataWriter::kAccess));
    if (!handle.valid()) return makeError(restore_code::writeFailed, "the folder vanished");
    return shared_->metadata.applyTo(handle.get(), record);
  }

  std::int64_t storedTime(std::int64_t mtimeNs) const noexcept override { return nanosecondsOf(ticksOf(mtimeNs)); }

  /// Windows flushes a whole volume for administrators only, and each file by itself would cost more than writing it: closed files
  /// reach the disk within seconds.
  Status sync() override { return {}; }

  std::uint64_t ignoredAttributes() const noexcept override { return shared_->metadata.ignored(); }

 private:
  /// One component at a time, so that a junction on the way is seen. An invalid handle: there is nothing of that path.
  Result<UniqueHandle> open(std::string_view path, ACCESS_MASK access) {
    UniqueHandle current = openRelative(root_.get(), L"", {path.empty() ? access : kFolderAccess, NtOpen::existing, true});
    while (current.valid() && !path.empty()) {
      const std::size_t slash = path.find('/');
      MAMORI_ASSIGN(const std::wstring name, windowsName(path.substr(0, slash)));
      path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
      current = openRelative(current.get(), name, {path.empty() ? access : kFolderAccess, NtOpen::existing, true});
      if (current.valid() && isLink(current.get())) return makeError(restore_code::unsafePath, "a link is in the way of a folder");
    }
    if (current.valid()) return current;
    const DWORD number = GetLastError();
    if (number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND) return UniqueHandle();
    return restoreError("open folder", number);
  }

  UniqueHandle root_;
  std::shared_ptr<WindowsTargetShared> shared_;
};

}  // namespace

Result<std::unique_ptr<TargetTree>> TargetTree::open(const std::string& path, TargetOptions options) {
  // The target itself may be named through links: whoever asked for it chose it.
  UniqueHandle root(CreateFileW(toExtendedPath(path).c_str(), kFolderAccess | SYNCHRONIZE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  const DWORD number = root.valid() ? 0 : GetLastError();
  if (options.mayBeAbsent && (number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND)) {
    return std::unique_ptr<TargetTree>(std::make_unique<AbsentTarget>());
  }
  BY_HANDLE_FILE_INFORMATION info;
  if (!root.valid()) return systemError(restore_code::targetUnusable, "open target folder", number);
  if (!GetFileInformationByHandle(root.get(), &info)) return systemError(restore_code::targetUnusable, "open target folder");
  if (!(info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)) return systemError(restore_code::targetUnusable, "open target folder", ERROR_DIRECTORY);
  return std::unique_ptr<TargetTree>(std::make_unique<WindowsTargetTree>(std::move(root), options));
}

}  // namespace mamori
