#include "restore/folder_table.h"

#include <algorithm>

#include "restore/displaced_entries.h"
#include "restore/restore_codes.h"
#include "scan/path_order.h"

namespace mamori {
namespace {

bool isInTheWay(const Error& error) noexcept { return error.code == restore_code::targetOccupied || error.code == restore_code::unsafePath; }

}  // namespace

Result<std::shared_ptr<TargetFolder>> FolderHandles::open(const RestoreFolder& folder) {
  Handle* oldest = handles_;
  for (Handle& handle : handles_) {
    if (handle.folder == &folder) {
      handle.lastUse = ++uses_;
      return handle.opened;
    }
    if (handle.lastUse < oldest->lastUse) oldest = &handle;
  }
  MAMORI_ASSIGN(auto opened, tree_.openFolder(folder.path));
  if (!opened) return makeError(restore_code::writeFailed, "the folder vanished");
  *oldest = {&folder, std::move(opened), ++uses_};
  return oldest->opened;
}

RestoreFolder* FolderTable::remember(std::string path, bool fresh) {
  RestoreFolder& folder = folders_.emplace_back(RestoreFolder{std::move(path), fresh});
  byPath_.emplace(folder.path, &folder);
  return &folder;
}

Result<RestoreFolder*> FolderTable::enter(std::string_view path) {
  if (last_ && last_->path == path) return last_;
  if (const auto known = byPath_.find(path); known != byPath_.end()) return last_ = known->second;
  MAMORI_ASSIGN(const auto opened, tree_.openFolder(path));
  if (opened || path.empty()) return last_ = remember(std::string(path), !opened);
  MAMORI_ASSIGN(RestoreFolder* const parent, enter(parentPath(path)));
  return makeIn(*parent, path, baseName(path), false);
}

Result<RestoreFolder*> FolderTable::makeIn(RestoreFolder& parent, std::string_view path, std::string_view name, bool hasRecord) {
  MAMORI_ASSIGN(const bool made, dryRun_ ? wouldMake(parent, path, hasRecord) : make(parent, name, hasRecord));
  return remember(std::string(path), made);
}

Result<bool> FolderTable::make(RestoreFolder& parent, std::string_view name, bool hasRecord) {
  MAMORI_ASSIGN(const auto folder, handles_.open(parent));
  Result<bool> made = folder->makeFolder(name, hasRecord);
  if (made.ok() || !displaced_ || !hasRecord || !isInTheWay(made.error())) return made;
  MAMORI_TRY(displaced_->put(parent.path, *folder, name, Placement::displace, [&](Placement) -> Status {
    MAMORI_ASSIGN(made, folder->makeFolder(name, hasRecord));
    return {};
  }));
  return made;
}

Result<bool> FolderTable::wouldMake(const RestoreFolder& parent, std::string_view path, bool hasRecord) {
  if (parent.fresh) return true;
  const auto opened = tree_.openFolder(path);
  if (opened.ok()) return !*opened;
  if (displaced_ && hasRecord && isInTheWay(opened.error())) return true;
  return opened.error();
}

Status FolderTable::add(RestoreFolder& parent, std::string_view name, ByteView record, bool keepExisting) {
  const std::string path = joinPath(parent.path, name);
  RestoreFolder* folder = nullptr;
  if (const auto known = byPath_.find(path); known != byPath_.end()) {
    folder = known->second;
  } else {
    MAMORI_ASSIGN(folder, makeIn(parent, path, name, true));
  }
  if (folder->fresh || !keepExisting) keepRecord(*folder, record);
  return {};
}

void FolderTable::addRoot(ByteView record) {
  if (auto root = enter(""); root.ok()) keepRecord(**root, record);
}

void FolderTable::keepRecord(RestoreFolder& folder, ByteView record) {
  if (dryRun_) return;
  records_.push_back({&folder, recordBytes_.size(), record.size()});
  append(recordBytes_, record);
}

void FolderTable::finish(FailureReport& failures) {
  // A folder is remembered before those in it, except when its own record comes late.
  std::stable_sort(records_.begin(), records_.end(), [](const auto& a, const auto& b) { return comparePaths(a.folder->path, b.folder->path) < 0; });
  Record record;
  for (auto at = records_.rbegin(); at != records_.rend(); ++at) {
    Status status = decodeRecord(ByteView(recordBytes_).subspan(at->offset, at->length), record);
    if (status.ok()) status = tree_.finishFolder(at->folder->path, record);
    if (!status.ok()) failures.add(at->folder->path, contentError(std::move(status).error()));
  }
}

}  // namespace mamori
