#include "archive/item_archiver.h"

#include <algorithm>

namespace mamori {
namespace {

RecordKind recordKindOf(EntryKind kind) noexcept {
  switch (kind) {
    case EntryKind::directory: return RecordKind::directory;
    case EntryKind::symlink: return RecordKind::symbolicLink;
    case EntryKind::fifo: return RecordKind::fifo;
    case EntryKind::socket: return RecordKind::socket;
    case EntryKind::charDevice: return RecordKind::characterDevice;
    case EntryKind::blockDevice: return RecordKind::blockDevice;
    default: return RecordKind::file;
  }
}

void clearRecord(Record& record) {
  record.flags = 0;
  record.size = 0;
  record.content.depth = 0;
  record.content.ids.clear();
  record.target.clear();
  record.deviceNumber = 0;
  record.linkGroup.reset();
  record.movedFrom.reset();
  record.extensions.clear();
}

void setMetadata(Record& record, const EntryStat& stat) {
  record.kind = recordKindOf(stat.kind);
  record.mtimeNs = stat.mtimeNs;
  record.mode = permissionsOf(stat.kind, stat.mode);
  record.uid = stat.uid;
  record.gid = stat.gid;
}

bool isDirectory(const DirectoryDelta& delta, const Difference& difference) {
  const EntryKind kind = difference.current != Difference::kNone ? delta.current.entries[difference.current].stat.kind
                                                                 : delta.before.entries[difference.previous].kind;
  return kind == EntryKind::directory;
}

}  // namespace

Status ItemArchiver::archive(const ArchiveDirectory& directory, std::uint32_t index, WorkUnit& unit) {
  const Difference& difference = directory.delta.differences[index];
  ItemOutcome outcome;
  outcome.directory = isDirectory(directory.delta, difference);
  const auto fail = [&](Error error) {
    outcome.change = ItemOutcome::Change::failed;
    unit.failures.push_back({directory.pathOf(difference), std::move(error)});
  };
  switch (difference.kind) {
    case Difference::Kind::removed:
      outcome.image.action = EntryOutcome::Action::forget;
      outcome.operation = RecordOperation::tombstone;
      outcome.hasRecord = true;
      outcome.change = ItemOutcome::Change::removed;
      break;
    case Difference::Kind::covered:
      outcome.image.action = EntryOutcome::Action::forget;
      break;
    case Difference::Kind::unmounted:
      fail(makeError("folder.unmounted", "the drive that was mounted here is not"));
      break;
    case Difference::Kind::unreadable:
      fail(statFailure(directory.delta.current.entries[difference.current].statError));
      break;
    case Difference::Kind::added:
    case Difference::Kind::changed:
      if (auto refused = refusal(directory, difference)) {
        fail(std::move(*refused));
        break;
      }
      if (Status stored = store(directory, index, unit, outcome); !stored.ok()) {
        if (!isFileError(stored.error())) return stored;
        outcome.image = EntryOutcome();
        outcome.hasRecord = false;
        fail(std::move(stored).error());
      }
      break;
  }
  unit.outcomes.push_back(outcome);
  return {};
}

/// Why the destination does not take an entry; costs nothing where it takes everything.
std::optional<Error> ItemArchiver::refusal(const ArchiveDirectory& directory, const Difference& difference) const {
  if (context_.limits.none()) return std::nullopt;
  const EntryStat& stat = directory.delta.current.entries[difference.current].stat;
  return limitExceeded(context_.limits, directory.pathOf(difference), stat.kind == EntryKind::file ? stat.size : 0);
}

Status ItemArchiver::store(const ArchiveDirectory& directory, std::uint32_t index, WorkUnit& unit, ItemOutcome& outcome) {
  const Difference& difference = directory.delta.differences[index];
  const DirectoryBlock& block = directory.delta.current;
  const Entry& entry = block.entries[difference.current];
  EntryStat stat = entry.stat;
  std::int64_t readStartNs = context_.scanStartNs;
  clearRecord(record_);
  readBytes_ = 0;
  MAMORI_TRY(reader_.enter(block.path));
  MAMORI_TRY(fill({directory, index}, block.nameOf(entry), stat, readStartNs));
  unit.readBytes += readBytes_;
  setMetadata(record_, stat);

  const bool torn = (record_.flags & record_flag::torn) != 0;
  const std::uint64_t hash = torn ? 0 : recordHash(record_);
  outcome.image.action = EntryOutcome::Action::store;
  outcome.image.entry = imageEntryFor(stat, hash, readStartNs);
  if (torn) outcome.image.entry.racy = true;
  const bool wasMounted = difference.previous != Difference::kNone && directory.delta.before.entries[difference.previous].mounted;
  outcome.image.entry.mounted = isMountPoint(block.self, entry.stat) && (wasMounted || !context_.oneFileSystem);
  if (isKnown(directory, index, hash)) return {};

  const bool isNew = difference.kind == Difference::Kind::added && directory.currentRecords.empty();
  outcome.change = isNew || (!directory.currentRecords.empty() && directory.currentRecords[index].empty())
                       ? ItemOutcome::Change::added
                       : ItemOutcome::Change::changed;
  if (const auto moved = directory.movedFrom.find(index); moved != directory.movedFrom.end()) record_.movedFrom = moved->second;
  if (context_.generation) record_.flags |= record_flag::generation;
  outcome.hasRecord = true;
  outcome.recordOffset = static_cast<std::uint32_t>(unit.records.size());
  encodeRecord(record_, unit.records);
  outcome.recordBytes = static_cast<std::uint32_t>(unit.records.size()) - outcome.recordOffset;
  return {};
}

Status ItemArchiver::fill(Place place, std::string_view name, EntryStat& stat, std::int64_t& readStartNs) {
  switch (stat.kind) {
    case EntryKind::file: return fillFile(place, name, stat, readStartNs);
    case EntryKind::directory: return reader_.readDirectoryExtensions(name, record_.extensions);
    case EntryKind::symlink: {
      MAMORI_ASSIGN(record_.target, reader_.readLink(name));
      return {};
    }
    case EntryKind::charDevice:
    case EntryKind::blockDevice: {
      MAMORI_ASSIGN(record_.deviceNumber, reader_.deviceNumber(name));
      return {};
    }
    default: return {};
  }
}

Status ItemArchiver::fillFile(Place place, std::string_view name, EntryStat& stat, std::int64_t& readStartNs) {
  MAMORI_ASSIGN(const std::unique_ptr<SourceFile> file, reader_.openFile(name, stat));
  const bool linked = stat.nlink > 1;
  std::optional<ContentReference> known = linked ? links_.find(stat) : std::nullopt;
  if (known) {
    readStartNs = wallClockNs();
    MAMORI_TRY(file->stat(stat));
    known = links_.find(stat);  // unchanged since it was read under its other name
  }
  if (known) {
    record_.content = std::move(*known);
  } else {
    const std::int64_t startNs = wallClockNs();
    MAMORI_ASSIGN(const bool unchanged, isUnchangedUnderEarlierKeys(place, *file, stat));
    if (unchanged) {
      readStartNs = startNs;
      readBytes_ = stat.size;
      return {};
    }
    MAMORI_ASSIGN(ArchivedContent archived, content_.archive(*file, stat));
    stat = archived.stat;
    readStartNs = archived.readStartNs;
    readBytes_ = stat.size;
    record_.content = std::move(archived.content);
    if (archived.torn) record_.flags |= record_flag::torn;
    else if (linked) links_.remember(stat, record_.content);
  }
  return describe(*file, stat);
}

/// What a record says of a file besides its content and what every entry has.
Status ItemArchiver::describe(SourceFile& file, const EntryStat& stat) {
  record_.size = stat.size;
  if (stat.nlink > 1) record_.linkGroup = links_.groupOf(stat);
  if (stat.blocks512 < stat.size / 512) record_.flags |= record_flag::sparse;
  return file.readExtensions(record_.extensions);
}

/// A key rotation gives the same content other ids. A file that is read again although nothing about it differs is therefore first held
/// against its last version under every key that may have named it. Only "unchanged" is taken from here: a new version never refers to
/// ids of earlier keys. True leaves `record_` as that last version's.
Result<bool> ItemArchiver::isUnchangedUnderEarlierKeys(Place place, SourceFile& file, const EntryStat& stat) {
  if (!recogniser_.hasEarlierEpochs() || !looksUnchanged(place, stat)) return false;
  EntryStat now;
  MAMORI_TRY(file.stat(now));
  if (!sameState(stat, now)) return false;
  MAMORI_TRY(describe(file, stat));
  setMetadata(record_, stat);
  const auto isLastVersion = [&](ContentReference content) {
    record_.content = std::move(content);
    return isKnown(place.directory, place.index, recordHash(record_));
  };
  MAMORI_ASSIGN(const bool found, recogniser_.recognise(file, stat.size, isLastVersion));
  MAMORI_TRY(file.stat(now));
  if (found && sameState(stat, now)) return true;
  clearRecord(record_);
  MAMORI_TRY(file.rewind());
  return false;
}

bool ItemArchiver::looksUnchanged(Place place, const EntryStat& stat) {
  const auto& [directory, index] = place;
  if (!directory.currentRecords.empty()) {
    const ByteBuffer& current = directory.currentRecords[index];
    return !current.empty() && decodeRecord(current, previous_).ok() && previous_.size == stat.size && previous_.mtimeNs == stat.mtimeNs;
  }
  const Difference& difference = directory.delta.differences[index];
  if (difference.previous == Difference::kNone) return false;
  const ImageEntry& before = directory.delta.before.entries[difference.previous];
  return before.size == stat.size && before.mtimeNs == stat.mtimeNs;
}

/// Whether the vault has this very version already; also finds out whether only metadata differ.
bool ItemArchiver::isKnown(const ArchiveDirectory& directory, std::uint32_t index, std::uint64_t hash) {
  const bool torn = (record_.flags & record_flag::torn) != 0;
  if (!directory.currentRecords.empty()) {
    const ByteBuffer& current = directory.currentRecords[index];
    if (current.empty() || !decodeRecord(current, previous_).ok()) return false;
    const bool wasTorn = (previous_.flags & record_flag::torn) != 0;
    if (torn || wasTorn) return false;
    if (recordHash(previous_) == hash) return true;
    if (contentEquals(previous_, record_)) record_.flags |= record_flag::metadataOnly;
    return false;
  }
  const Difference& difference = directory.delta.differences[index];
  if (difference.previous == Difference::kNone) return false;
  const ImageEntry& before = directory.delta.before.entries[difference.previous];
  if (torn || before.recordHash == 0) return false;
  if (before.recordHash == hash) return true;
  if (onlyMetadataDiffers(before)) record_.flags |= record_flag::metadataOnly;
  return false;
}

/// The image keeps a hash of the last record, not the record. With what the image knows of the last state put in place of today's,
/// an equal hash proves that content, attributes and link target are those of the last version.
bool ItemArchiver::onlyMetadataDiffers(const ImageEntry& before) {
  previous_ = record_;
  previous_.mtimeNs = before.mtimeNs;
  previous_.mode = permissionsOf(before.kind, before.mode);
  previous_.uid = before.uid;
  previous_.gid = before.gid;
  if (recordHash(previous_) == before.recordHash) return true;
  // A second name for the file was made, or the last but one taken away.
  if (previous_.kind != RecordKind::file) return false;
  if (previous_.linkGroup) {
    previous_.linkGroup.reset();
  } else {
    EntryStat stat;
    stat.inode = before.inode;
    stat.device = links_.rootDevice();
    previous_.linkGroup = links_.groupOf(stat);
  }
  return recordHash(previous_) == before.recordHash;
}

}  // namespace mamori
