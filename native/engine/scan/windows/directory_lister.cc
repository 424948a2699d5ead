#include "../directory_lister.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "../../base/windows/system_error.h"
#include "../../base/windows/wide_path.h"
#include "../entry_collector.h"
#include "../path_order.h"

namespace mamori {
namespace {

constexpr DWORD kShareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
constexpr std::size_t kBufferBytes = 256 * 1024;
constexpr DWORD kNameSurrogate = 0x20000000;  // of a reparse tag: the entry stands for another one (link, junction)

/// FILETIME's 100 ns since 1601 as ns since 1970; 0 means that the file system keeps no such time.
std::int64_t nanoseconds(std::int64_t ticks) noexcept {
  constexpr std::int64_t kEpochTicks = 116'444'736'000'000'000;
  return ticks == 0 ? 0 : (ticks - kEpochTicks) * 100;
}

EntryKind kindOf(DWORD attributes, DWORD reparseTag) noexcept {
  // Cloud placeholders and deduplicated files are reparse points too, but they are what they seem.
  const bool link = (attributes & FILE_ATTRIBUTE_REPARSE_POINT) && (reparseTag & kNameSurrogate);
  if (link) return EntryKind::symlink;
  return attributes & FILE_ATTRIBUTE_DIRECTORY ? EntryKind::directory : EntryKind::file;
}

std::string_view codeOf(DWORD number) noexcept {
  switch (number) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_DIRECTORY: return "scan.directory-vanished";
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION: return "scan.directory-denied";
    default: return "scan.directory-unreadable";
  }
}

UniqueHandle openDirectory(const std::wstring& path, DWORD extraFlags = 0) {
  return UniqueHandle(CreateFileW(path.c_str(), FILE_LIST_DIRECTORY | FILE_READ_ATTRIBUTES, kShareAll, nullptr, OPEN_EXISTING,
                                  FILE_FLAG_BACKUP_SEMANTICS | extraFlags, nullptr));
}

/// Fills what a handle tells; false with GetLastError() set.
bool statHandle(HANDLE handle, EntryStat& out) {
  BY_HANDLE_FILE_INFORMATION info;
  FILE_BASIC_INFO basic;
  if (!GetFileInformationByHandle(handle, &info)) return false;
  if (!GetFileInformationByHandleEx(handle, FileBasicInfo, &basic, sizeof basic)) return false;
  const DWORD attributes = info.dwFileAttributes;
  out.kind = attributes & FILE_ATTRIBUTE_DIRECTORY ? EntryKind::directory : EntryKind::file;
  out.size = static_cast<std::uint64_t>(info.nFileSizeHigh) << 32 | info.nFileSizeLow;
  out.mtimeNs = nanoseconds(basic.LastWriteTime.QuadPart);
  out.ctimeNs = nanoseconds(basic.ChangeTime.QuadPart);
  out.btimeNs = nanoseconds(basic.CreationTime.QuadPart);
  out.inode = static_cast<std::uint64_t>(info.nFileIndexHigh) << 32 | info.nFileIndexLow;
  out.device = info.dwVolumeSerialNumber;
  out.mode = attributes;
  out.nlink = info.nNumberOfLinks;
  return true;
}

class WindowsDirectoryLister final : public DirectoryLister {
 public:
  WindowsDirectoryLister(std::string root, EntryStat rootStat, const Exclusions* exclusions)
      : root_(std::move(root)), rootStat_(rootStat), exclusions_(exclusions), buffer_(kBufferBytes / sizeof(std::max_align_t)) {}

  std::unique_ptr<DirectoryLister> sibling() const override {
    return std::make_unique<WindowsDirectoryLister>(root_, rootStat_, exclusions_);
  }

  std::shared_ptr<DirectoryLink> list(const std::shared_ptr<DirectoryLink>& parent, DirectoryBlock& block) override {
    // Below the root a link that took the directory's place must be opened itself, not followed.
    const UniqueHandle handle = openDirectory(nativePath(block.path), block.path.empty() ? 0 : FILE_FLAG_OPEN_REPARSE_POINT);
    if (!handle.valid() || !statHandle(handle.get(), block.self)) return fail(block, GetLastError());
    auto link = std::make_shared<DirectoryLink>();
    link->parent = parent;
    link->device = block.self.device;
    link->inode = block.self.inode;
    link->pathLength = block.path.size();
    if (link->isCycle()) {
      block.error = makeError("scan.directory-cycle", "the directory contains itself");
      return {};
    }
    if (const DWORD number = readEntries(handle.get(), block)) return fail(block, number);
    return link;
  }

  void lookUp(DirectoryBlock& block) override {
    block.partial = true;
    for (const std::string& name : block.requested) lookUpName(block, name);
    collector_.finish(block);
  }

  bool rootIsInPlace() const override {
    EntryStat now;
    const UniqueHandle handle = openDirectory(nativePath(""));
    return handle.valid() && statHandle(handle.get(), now) && now.inode == rootStat_.inode && now.device == rootStat_.device;
  }

 private:
  // The slash after a bare drive makes it the root folder instead of the volume.
  std::wstring nativePath(std::string_view relative) const {
    return toExtendedPath(root_ + "/" + std::string(relative));
  }

  std::shared_ptr<DirectoryLink> fail(DirectoryBlock& block, DWORD number) {
    collector_.clear();
    block.error = systemError(codeOf(number), "reading a directory", number);
    return {};
  }

  DWORD readEntries(HANDLE handle, DirectoryBlock& block) {
    FILE_INFO_BY_HANDLE_CLASS query = FileIdBothDirectoryRestartInfo;
    for (;; query = FileIdBothDirectoryInfo) {
      if (!GetFileInformationByHandleEx(handle, query, buffer_.data(), kBufferBytes)) {
        const DWORD number = GetLastError();
        if (number != ERROR_NO_MORE_FILES) return number;
        collector_.finish(block);
        return 0;
      }
      const auto* at = reinterpret_cast<const std::byte*>(buffer_.data());
      for (;;) {
        const auto& info = *reinterpret_cast<const FILE_ID_BOTH_DIR_INFO*>(at);
        addEntry(info, block);
        if (info.NextEntryOffset == 0) break;
        at += info.NextEntryOffset;
      }
    }
  }

  void addEntry(const FILE_ID_BOTH_DIR_INFO& info, const DirectoryBlock& block) {
    const std::wstring_view wide(info.FileName, info.FileNameLength / sizeof(wchar_t));
    if (wide == L"." || wide == L"..") return;
    const std::string name = toWtf8(wide);
    // For reparse points the field that otherwise counts extended attributes holds the tag.
    const EntryKind kind = kindOf(info.FileAttributes, info.EaSize);
    if (excluded(block.path, name, kind, info.FileAttributes)) return collector_.leaveOut(name);
    EntryStat& stat = collector_.add(name).stat;
    stat.kind = kind;
    stat.size = static_cast<std::uint64_t>(info.EndOfFile.QuadPart);
    stat.mtimeNs = nanoseconds(info.LastWriteTime.QuadPart);
    stat.ctimeNs = nanoseconds(info.ChangeTime.QuadPart);
    stat.btimeNs = nanoseconds(info.CreationTime.QuadPart);
    stat.inode = static_cast<std::uint64_t>(info.FileId.QuadPart);
    stat.device = block.self.device;
    stat.blocks512 = static_cast<std::uint64_t>(info.AllocationSize.QuadPart) / 512;
    stat.mode = info.FileAttributes;
    stat.nlink = 1;  // a listing does not tell; readers ask the opened file
  }

  void lookUpName(DirectoryBlock& block, const std::string& name) {
    const std::wstring path = nativePath(joinPath(block.path, name));
    WIN32_FIND_DATAW found;
    const HANDLE search = FindFirstFileExW(path.c_str(), FindExInfoBasic, &found, FindExSearchNameMatch, nullptr, 0);
    if (search == INVALID_HANDLE_VALUE) return;
    FindClose(search);
    // Windows finds names in any case; only the spelling on disk is the entry.
    if (toWtf8(found.cFileName) != name) return;
    const EntryKind kind = kindOf(found.dwFileAttributes, found.dwReserved0);
    if (excluded(block.path, name, kind, found.dwFileAttributes)) return collector_.leaveOut(name);
    Entry& entry = collector_.add(name);
    const UniqueHandle handle(CreateFileW(path.c_str(), FILE_READ_ATTRIBUTES, kShareAll, nullptr, OPEN_EXISTING,
                                          FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    if (!handle.valid() || !statHandle(handle.get(), entry.stat)) entry.statError = static_cast<std::int32_t>(GetLastError());
    entry.stat.kind = kind;
    if (kind == EntryKind::directory) entry.stat.size = 0;
    // As a listing shows it, or the next full scan would take the entry for changed.
    entry.stat.nlink = 1;
  }

  bool excluded(std::string_view directory, std::string_view name, EntryKind kind, DWORD attributes) const {
    return exclusions_ && exclusions_->excludes(directory, name, kind, (attributes & FILE_ATTRIBUTE_HIDDEN) != 0);
  }

  const std::string root_;
  const EntryStat rootStat_;
  const Exclusions* exclusions_;
  std::vector<std::max_align_t> buffer_;  // the records need alignment
  EntryCollector collector_;
};

}  // namespace

Result<std::unique_ptr<DirectoryLister>> openDirectoryLister(const ListerOptions& options) {
  std::string root = options.root;
  std::replace(root.begin(), root.end(), '\\', '/');
  while (root.ends_with('/')) root.pop_back();
  EntryStat stat;
  const UniqueHandle handle = openDirectory(toExtendedPath(root + "/"));
  if (!handle.valid() || !statHandle(handle.get(), stat)) {
    const DWORD number = GetLastError();
    const bool denied = number == ERROR_ACCESS_DENIED || number == ERROR_SHARING_VIOLATION;
    return systemError(denied ? "scan.root-unreadable" : "scan.root-gone", "opening the source's folder", number);
  }
  if (stat.kind != EntryKind::directory) return makeError("scan.root-gone", "the source is no folder");
  return std::unique_ptr<DirectoryLister>(std::make_unique<WindowsDirectoryLister>(std::move(root), stat, options.exclusions));
}

}  // namespace mamori
