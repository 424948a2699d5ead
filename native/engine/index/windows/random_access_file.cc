#include "index/random_access_file.h"

#include <algorithm>

#include "base/windows/system_error.h"
#include "base/windows/unique_handle.h"
#include "base/windows/wide_path.h"

namespace mamori {
namespace {

class WindowsRandomAccessFile final : public RandomAccessFile {
 public:
  WindowsRandomAccessFile(UniqueHandle handle, std::uint64_t sizeBytes) noexcept
      : handle_(std::move(handle)), sizeBytes_(sizeBytes) {}

  std::uint64_t sizeBytes() const noexcept override { return sizeBytes_; }

  Status readAt(std::uint64_t offset, MutableBytes out) const override {
    while (!out.empty()) {
      OVERLAPPED position{};
      position.Offset = static_cast<DWORD>(offset);
      position.OffsetHigh = static_cast<DWORD>(offset >> 32);
      DWORD count = 0;
      const auto wanted = static_cast<DWORD>(std::min<std::size_t>(out.size(), 1u << 30));
      if (!ReadFile(handle_.get(), out.data(), wanted, &count, &position) && GetLastError() != ERROR_HANDLE_EOF) {
        return systemError("index.unreadable", "ReadFile");
      }
      if (count == 0) return makeError("index.damaged", "file ends early");
      out = out.subspan(count);
      offset += count;
    }
    return {};
  }

 private:
  UniqueHandle handle_;
  std::uint64_t sizeBytes_;
};

}  // namespace

Result<std::unique_ptr<RandomAccessFile>> RandomAccessFile::open(const std::string& path) {
  UniqueHandle handle(CreateFileW(toExtendedPath(path).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                  nullptr, OPEN_EXISTING, FILE_FLAG_RANDOM_ACCESS, nullptr));
  if (!handle.valid()) {
    const DWORD problem = GetLastError();
    if (problem == ERROR_FILE_NOT_FOUND || problem == ERROR_PATH_NOT_FOUND) return std::unique_ptr<RandomAccessFile>();
    return systemError("index.unreadable", "CreateFile", problem);
  }
  LARGE_INTEGER size;
  if (!GetFileSizeEx(handle.get(), &size)) return systemError("index.unreadable", "GetFileSizeEx");
  return std::unique_ptr<RandomAccessFile>(
      std::make_unique<WindowsRandomAccessFile>(std::move(handle), static_cast<std::uint64_t>(size.QuadPart)));
}

}  // namespace mamori
