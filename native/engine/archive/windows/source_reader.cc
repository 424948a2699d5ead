#include "archive/source_reader.h"

#include <algorithm>

#include "archive/windows/file_error.h"
#include "archive/windows/file_extensions.h"
#include "archive/windows/link_target.h"
#include "base/windows/system_error.h"
#include "base/windows/wide_path.h"

namespace mamori {
namespace {

constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
constexpr DWORD kMaxReadBytes = 64u << 20;

UniqueHandle openPath(const std::wstring& path, DWORD access, DWORD flags) {
  return UniqueHandle(CreateFileW(path.c_str(), access, kShareAll, nullptr, OPEN_EXISTING, flags, nullptr));
}

std::int64_t nanoseconds(std::int64_t ticks) noexcept { return ticks == 0 ? 0 : (ticks - 116'444'736'000'000'000) * 100; }

bool statHandle(HANDLE handle, EntryStat& out) {
  BY_HANDLE_FILE_INFORMATION info;
  FILE_BASIC_INFO basic;
  FILE_STANDARD_INFO standard;
  if (!GetFileInformationByHandle(handle, &info) || !GetFileInformationByHandleEx(handle, FileBasicInfo, &basic, sizeof basic) ||
      !GetFileInformationByHandleEx(handle, FileStandardInfo, &standard, sizeof standard)) {
    return false;
  }
  out.kind = info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? EntryKind::directory : EntryKind::file;
  out.size = static_cast<std::uint64_t>(standard.EndOfFile.QuadPart);
  out.blocks512 = static_cast<std::uint64_t>(standard.AllocationSize.QuadPart) / 512;
  // Small and compressed files take less room than their size without having holes.
  if (!(info.dwFileAttributes & FILE_ATTRIBUTE_SPARSE_FILE)) out.blocks512 = out.size / 512 + 1;
  out.mtimeNs = nanoseconds(basic.LastWriteTime.QuadPart);
  out.ctimeNs = nanoseconds(basic.ChangeTime.QuadPart);
  out.btimeNs = nanoseconds(basic.CreationTime.QuadPart);
  out.inode = static_cast<std::uint64_t>(info.nFileIndexHigh) << 32 | info.nFileIndexLow;
  out.device = info.dwVolumeSerialNumber;
  out.mode = info.dwFileAttributes;
  out.nlink = info.nNumberOfLinks;
  return true;
}

class WindowsFile final : public SourceFile {
 public:
  WindowsFile(UniqueHandle handle, std::wstring path) : handle_(std::move(handle)), path_(std::move(path)) {}

  Status stat(EntryStat& out) override {
    if (!statHandle(handle_.get(), out)) return fileError("GetFileInformationByHandle");
    return {};
  }

  Result<std::size_t> read(MutableBytes out) override {
    std::size_t done = 0;
    while (done < out.size()) {
      DWORD got = 0;
      const DWORD wanted = static_cast<DWORD>(std::min<std::size_t>(out.size() - done, kMaxReadBytes));
      if (!ReadFile(handle_.get(), out.data() + done, wanted, &got, nullptr)) return fileError("ReadFile");
      if (got == 0) break;
      done += got;
    }
    return done;
  }

  Status rewind() override {
    if (!SetFilePointerEx(handle_.get(), {}, nullptr, FILE_BEGIN)) return fileError("SetFilePointerEx");
    return {};
  }

  Status readExtensions(std::vector<Extension>& out) override {
    readFileExtensions(handle_.get(), path_, out);
    return {};
  }

 private:
  UniqueHandle handle_;
  std::wstring path_;
};

class WindowsSourceReader final : public SourceReader {
 public:
  explicit WindowsSourceReader(std::string root) : root_(std::move(root)), directory_(root_) {}

  Status enter(std::string_view directory) override {
    directory_ = root_;
    if (!directory.empty()) directory_.append("/").append(directory);
    return {};
  }

  Result<std::unique_ptr<SourceFile>> openFile(std::string_view name, const EntryStat& expected) override {
    std::wstring path = pathOf(name);
    // A link that took the file's place must not be followed; deduplicated files and cloud placeholders must be, to get their content.
    const DWORD reparse = expected.mode & FILE_ATTRIBUTE_REPARSE_POINT ? 0 : FILE_FLAG_OPEN_REPARSE_POINT;
    UniqueHandle handle = openPath(path, GENERIC_READ, FILE_FLAG_SEQUENTIAL_SCAN | reparse);
    if (!handle.valid()) return fileError("CreateFileW");
    EntryStat now;
    if (!statHandle(handle.get(), now)) return fileError("GetFileInformationByHandle");
    const bool becameLink = reparse != 0 && (now.mode & FILE_ATTRIBUTE_REPARSE_POINT);
    if (now.kind != EntryKind::file || becameLink) return makeError("file.changing", "no regular file any more");
    return std::unique_ptr<SourceFile>(std::make_unique<WindowsFile>(std::move(handle), std::move(path)));
  }

  Result<std::string> readLink(std::string_view name) override {
    const UniqueHandle handle = openItself(pathOf(name), FILE_READ_ATTRIBUTES);
    if (!handle.valid()) return fileError("CreateFileW");
    return readLinkTarget(handle.get());
  }

  Status readDirectoryExtensions(std::string_view name, std::vector<Extension>& out) override {
    const std::wstring path = pathOf(name);
    UniqueHandle handle = openItself(path, FILE_READ_ATTRIBUTES | READ_CONTROL);
    if (!handle.valid()) handle = openItself(path, FILE_READ_ATTRIBUTES);
    if (!handle.valid()) return fileError("CreateFileW");
    readFileExtensions(handle.get(), path, out);
    return {};
  }

  Result<std::uint64_t> deviceNumber(std::string_view) override { return std::uint64_t{0}; }

 private:
  std::wstring pathOf(std::string_view name) const {
    return toExtendedPath(name.empty() ? directory_ : directory_ + "/" + std::string(name));
  }

  static UniqueHandle openItself(const std::wstring& path, DWORD access) {
    return openPath(path, access, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT);
  }

  const std::string root_;
  std::string directory_;
};

class WindowsSourceRoot final : public SourceRoot {
 public:
  WindowsSourceRoot(std::string path, std::uint64_t device) : path_(std::move(path)), device_(device) {}
  std::unique_ptr<SourceReader> createReader() const override { return std::make_unique<WindowsSourceReader>(path_); }
  std::uint64_t device() const override { return device_; }

 private:
  const std::string path_;
  const std::uint64_t device_;
};

}  // namespace

Error statFailure(std::int64_t osError) { return fileError("stat", static_cast<DWORD>(osError)); }

std::uint32_t permissionsOf(EntryKind kind, std::uint32_t mode) noexcept {
  if (kind == EntryKind::directory) return 0755;
  return mode & FILE_ATTRIBUTE_READONLY ? 0444 : 0644;
}

Result<std::unique_ptr<SourceRoot>> openSourceRoot(const std::string& path) {
  const UniqueHandle handle = openPath(toExtendedPath(path), FILE_READ_ATTRIBUTES, FILE_FLAG_BACKUP_SEMANTICS);
  EntryStat stat;
  if (handle.valid() && statHandle(handle.get(), stat) && stat.kind == EntryKind::directory) {
    return std::unique_ptr<SourceRoot>(std::make_unique<WindowsSourceRoot>(path, stat.device));
  }
  const DWORD number = handle.valid() ? ERROR_DIRECTORY : GetLastError();
  return systemError(number == ERROR_ACCESS_DENIED ? "scan.root-unreadable" : "scan.root-gone", "opening the source's folder", number);
}

}  // namespace mamori
