#include "../file_lock.h"

#include "system_error.h"
#include "unique_handle.h"
#include "wide_path.h"

namespace mamori {
namespace {

class WindowsFileLock final : public FileLock {
 public:
  explicit WindowsFileLock(UniqueHandle handle) : handle_(std::move(handle)) {}

 private:
  UniqueHandle handle_;
};

}  // namespace

Result<std::shared_ptr<FileLock>> lockFile(const std::string& path) {
  // Opened without sharing: a second open fails until this handle is closed, which the end of the process does too.
  UniqueHandle handle(CreateFileW(toExtendedPath(path).c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (handle.valid()) return std::shared_ptr<FileLock>(std::make_shared<WindowsFileLock>(std::move(handle)));
  if (GetLastError() == ERROR_SHARING_VIOLATION) return std::shared_ptr<FileLock>();
  return systemError("engine.lock-failed", "CreateFileW");
}

}  // namespace mamori
