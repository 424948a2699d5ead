#include "index/random_access_file.h"

#include <algorithm>

#include "base/windows/unique_handle.h"

namespace mamori {
namespace {

Error lastError(const char* code, const char* what) { return makeError(code, what, static_cast<std::int64_t>(GetLastError())); }

// The index lies in the program's own folder, whose path is valid Unicode.
std::wstring wide(const std::string& path) {
  const int bytes = static_cast<int>(path.size());
  std::wstring result(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, path.data(), bytes, nullptr, 0)), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, path.data(), bytes, result.data(), static_cast<int>(result.size()));
  return result;
}

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
        return lastError("index.unreadable", "ReadFile");
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
  UniqueHandle handle(CreateFileW(wide(path).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                  nullptr, OPEN_EXISTING, FILE_FLAG_RANDOM_ACCESS, nullptr));
  if (!handle.valid()) {
    const DWORD problem = GetLastError();
    if (problem == ERROR_FILE_NOT_FOUND || problem == ERROR_PATH_NOT_FOUND) return std::unique_ptr<RandomAccessFile>();
    return makeError("index.unreadable", "CreateFile", static_cast<std::int64_t>(problem));
  }
  LARGE_INTEGER size;
  if (!GetFileSizeEx(handle.get(), &size)) return lastError("index.unreadable", "GetFileSizeEx");
  return std::unique_ptr<RandomAccessFile>(
      std::make_unique<WindowsRandomAccessFile>(std::move(handle), static_cast<std::uint64_t>(size.QuadPart)));
}

}  // namespace mamori
