#include "../native_file.h"

#include <algorithm>

#include "system_error.h"
#include "wide_path.h"

namespace mamori {
namespace {

constexpr std::size_t kLargestTransfer = 1u << 30;  // the functions count in 32 bits

class WindowsFile final : public NativeFile {
 public:
  WindowsFile(UniqueHandle handle, std::string_view code) : handle_(std::move(handle)), code_(code) {}

  Result<std::size_t> read(MutableBytes out) override {
    std::size_t done = 0;
    while (done < out.size()) {
      DWORD got = 0;
      const auto wanted = static_cast<DWORD>(std::min(out.size() - done, kLargestTransfer));
      if (!ReadFile(handle_.get(), out.data() + done, wanted, &got, nullptr)) return systemError(code_, "ReadFile");
      if (got == 0) break;
      done += got;
    }
    return done;
  }

  Status write(ByteView bytes) override {
    while (!bytes.empty()) {
      DWORD put = 0;
      const auto wanted = static_cast<DWORD>(std::min(bytes.size(), kLargestTransfer));
      if (!WriteFile(handle_.get(), bytes.data(), wanted, &put, nullptr)) return systemError(code_, "WriteFile");
      bytes = bytes.subspan(put);
    }
    return {};
  }

  Status sync() override {
    if (!FlushFileBuffers(handle_.get())) return systemError(code_, "FlushFileBuffers");
    return {};
  }

 private:
  UniqueHandle handle_;
  std::string code_;
};

Result<std::unique_ptr<NativeFile>> openFile(const std::string& path, DWORD access, DWORD share, DWORD disposition,
                                             std::string_view code) {
  UniqueHandle handle(CreateFileW(toExtendedPath(path).c_str(), access, share, nullptr, disposition,
                                  FILE_ATTRIBUTE_NORMAL | FILE_FLAG_SEQUENTIAL_SCAN, nullptr));
  if (!handle.valid()) return systemError(code, "CreateFileW");
  return std::unique_ptr<NativeFile>(std::make_unique<WindowsFile>(std::move(handle), code));
}

}  // namespace

Result<std::unique_ptr<NativeFile>> openFileForReading(const std::string& path, std::string_view code) {
  return openFile(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, OPEN_EXISTING, code);
}

Result<std::unique_ptr<NativeFile>> createFile(const std::string& path, std::string_view code) {
  return openFile(path, GENERIC_WRITE, 0, CREATE_ALWAYS, code);
}

Status replaceFile(const std::string& from, const std::string& to, std::string_view code) {
  // WRITE_THROUGH is the nearest thing to syncing the folder.
  if (MoveFileExW(toExtendedPath(from).c_str(), toExtendedPath(to).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) {
    return {};
  }
  return systemError(code, "MoveFileExW");
}

void removeFile(const std::string& path) noexcept { DeleteFileW(toExtendedPath(path).c_str()); }

}  // namespace mamori
