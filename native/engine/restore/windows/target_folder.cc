#include "restore/windows/target_folder.h"

#include <cwchar>
#include <random>
#include <utility>

#include "archive/windows/link_target.h"
#include "restore/restore_codes.h"
#include "restore/windows/remove_tree.h"
#include "restore/windows/target_file.h"
#include "restore/windows/windows_name.h"

namespace mamori {
namespace {

/// Folder links and file links differ on Windows; a record says which by the attributes it came with.
bool isFolderLink(const Record& record) {
  for (const Extension& extension : record.extensions) {
    if (extension.tag != static_cast<std::uint8_t>(ExtensionTag::windowsAttributes) || extension.value.size() != 4) continue;
    return loadU32(bytesOf(extension.value).data()) & FILE_ATTRIBUTE_DIRECTORY;
  }
  return !record.target.empty() && (record.target.back() == '/' || record.target.back() == '\\');
}

}  // namespace

WindowsTargetShared::WindowsTargetShared(TargetOptions options) : metadata(options.restoreOwner) {
  std::random_device device;  // rand_s, the system's own
  random = static_cast<std::uint64_t>(device()) << 32 | device();
}

std::wstring WindowsTargetShared::temporaryName() {
  wchar_t name[40];
  const std::uint64_t number = random + temporaries.fetch_add(1, std::memory_order_relaxed);
  std::swprintf(name, 40, L".mamori-restore-%016llx", static_cast<unsigned long long>(number));
  return name;
}

struct WindowsTargetFolder::NewFile {
  UniqueHandle handle;
  std::wstring finalName;  // empty: it has it already
  bool kept = false;

  NewFile(UniqueHandle opened, std::wstring name) : handle(std::move(opened)), finalName(std::move(name)) {}
  NewFile(NewFile&& other) noexcept : handle(std::move(other.handle)), finalName(std::move(other.finalName)), kept(std::exchange(other.kept, true)) {}
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile() {
    if (!kept && handle.valid()) removeOpened(handle.get());
  }

  Status keep(HANDLE folder, Placement placement) {
    if (!finalName.empty()) MAMORI_TRY(renameRelative(handle.get(), folder, finalName, placement == Placement::replace));
    kept = true;
    return {};
  }
};

Result<WindowsTargetFolder::NewFile> WindowsTargetFolder::create(std::string_view name, const Record& record, Placement placement) {
  MAMORI_ASSIGN(std::wstring wide, windowsName(name));
  const bool fresh = placement == Placement::fresh;
  const bool folder = record.kind == RecordKind::symbolicLink && isFolderLink(record);
  UniqueHandle handle = openRelative(handle_.get(), fresh ? wide : shared_->temporaryName(), {kWriteAccess, NtOpen::create, folder});
  if (!handle.valid()) return restoreError("create");
  return NewFile(std::move(handle), fresh ? std::wstring() : std::move(wide));
}

Result<std::optional<TargetEntry>> WindowsTargetFolder::look(std::string_view name) const {
  MAMORI_ASSIGN(const std::wstring wide, windowsName(name));
  const UniqueHandle file = openRelative(handle_.get(), wide, {FILE_READ_ATTRIBUTES, NtOpen::existing, false});
  if (!file.valid()) {
    const DWORD number = GetLastError();
    if (number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND) return std::optional<TargetEntry>();
    return restoreError("open", number);
  }
  FILE_BASIC_INFO basic;
  FILE_STANDARD_INFO standard;
  if (!GetFileInformationByHandleEx(file.get(), FileBasicInfo, &basic, sizeof basic) ||
      !GetFileInformationByHandleEx(file.get(), FileStandardInfo, &standard, sizeof standard)) {
    return restoreError("GetFileInformationByHandleEx");
  }
  TargetEntry entry{standard.Directory ? RecordKind::directory : RecordKind::file, static_cast<std::uint64_t>(standard.EndOfFile.QuadPart),
                    nanosecondsOf(basic.LastWriteTime.QuadPart)};
  if (isLink(file.get())) {
    entry.kind = RecordKind::symbolicLink;
    const auto target = readLinkTarget(file.get());
    entry.size = target.ok() ? target->size() : 0;
  }
  return std::optional(entry);
}

Result<bool> WindowsTargetFolder::makeFolder(std::string_view name, bool) {
  MAMORI_ASSIGN(const std::wstring wide, windowsName(name));
  const UniqueHandle made = openRelative(handle_.get(), wide, {FILE_READ_ATTRIBUTES, NtOpen::create, true});
  if (made.valid()) return true;
  const DWORD number = GetLastError();
  if (number != ERROR_FILE_EXISTS && number != ERROR_ALREADY_EXISTS) return restoreError("create folder", number);
  MAMORI_ASSIGN(const auto entry, look(name));
  if (entry && entry->kind == RecordKind::directory) return false;
  const bool link = entry && entry->kind == RecordKind::symbolicLink;
  return makeError(link ? restore_code::unsafePath : restore_code::targetOccupied, "something is in the way of a folder");
}

Status WindowsTargetFolder::writeFile(std::string_view name, ByteView content, const Record& record, Placement placement) {
  MAMORI_ASSIGN(NewFile file, create(name, record, placement));
  const bool sparse = record.flags & record_flag::sparse;
  if (sparse) makeSparse(file.handle.get());
  MAMORI_TRY(writeBytes(file.handle.get(), 0, content, sparse));
  if (sparse) MAMORI_TRY(setSize(file.handle.get(), content.size()));
  MAMORI_TRY(shared_->metadata.applyTo(file.handle.get(), record));
  return file.keep(handle_.get(), placement);
}

Result<std::unique_ptr<TargetFile>> WindowsTargetFolder::beginFile(std::string_view name, const Record& record) {
  MAMORI_ASSIGN(std::wstring wide, windowsName(name));
  UniqueHandle handle = openRelative(handle_.get(), shared_->temporaryName(), {kWriteAccess, NtOpen::create, false});
  if (!handle.valid()) return restoreError("create");
  if (record.flags & record_flag::sparse) makeSparse(handle.get());
  return std::unique_ptr<TargetFile>(std::make_unique<WindowsTargetFile>(shared_from_this(), std::move(handle), std::move(wide), record));
}

Status WindowsTargetFolder::makeSpecial(std::string_view name, const Record& record, Placement placement) {
  if (record.kind != RecordKind::symbolicLink) return makeError(restore_code::kindNotPossible, "Windows has no such kind of file");
  MAMORI_ASSIGN(NewFile file, create(name, record, placement));
  MAMORI_TRY(makeLink(file.handle.get(), record.target));
  MAMORI_TRY(shared_->metadata.applyTo(file.handle.get(), record));
  return file.keep(handle_.get(), placement);
}

Status WindowsTargetFolder::linkFile(const TargetFolder& folder, std::string_view existing, std::string_view name, Placement placement) {
  MAMORI_ASSIGN(const std::wstring from, windowsName(existing));
  MAMORI_ASSIGN(const std::wstring to, windowsName(name));
  const HANDLE fromFolder = static_cast<const WindowsTargetFolder&>(folder).handle();
  const UniqueHandle file = openRelative(fromFolder, from, {FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES, NtOpen::existing, false});
  if (!file.valid()) return restoreError("open");
  if (placement == Placement::fresh) return linkRelative(file.get(), handle_.get(), to);
  const std::wstring temporary = shared_->temporaryName();
  MAMORI_TRY(linkRelative(file.get(), handle_.get(), temporary));
  const UniqueHandle link = openRelative(handle_.get(), temporary, {DELETE, NtOpen::existing, false});
  if (!link.valid()) return restoreError("open");
  Status renamed = renameRelative(link.get(), handle_.get(), to, placement == Placement::replace);
  if (!renamed.ok()) removeOpened(link.get());
  return renamed;
}

Status WindowsTargetFolder::rename(std::wstring_view from, std::wstring_view to) {
  const UniqueHandle entry = openRelative(handle_.get(), from, {DELETE, NtOpen::existing, false});
  if (!entry.valid()) return restoreError("open");
  return renameRelative(entry.get(), handle_.get(), to, false);
}

Result<std::string> WindowsTargetFolder::moveAside(std::string_view name) {
  MAMORI_ASSIGN(const std::wstring wide, windowsName(name));
  const std::wstring aside = shared_->temporaryName();
  MAMORI_TRY(rename(wide, aside));
  return std::string(aside.begin(), aside.end());  // ASCII
}

Status WindowsTargetFolder::putBack(const std::string& aside, std::string_view name) {
  MAMORI_ASSIGN(const std::wstring wide, windowsName(name));
  Status renamed = rename(std::wstring(aside.begin(), aside.end()), wide);
  if (renamed.ok()) return renamed;
  Error error = std::move(renamed).error();
  error.message += ": what had the name is now called " + aside;
  return error;
}

Status WindowsTargetFolder::removeAside(const std::string& aside) {
  return removeTree(handle_.get(), std::wstring(aside.begin(), aside.end()));
}

}  // namespace mamori
