#include "restore/unit_writer.h"

#include "restore/restore_codes.h"
#include "scan/path_order.h"

namespace mamori {
namespace {

bool readTogether(BlobSource& source, RestoreUnit& unit) {
  const std::uint64_t begin = unit.segments.front().offset;
  const std::uint64_t end = std::uint64_t{unit.segments.back().offset} + unit.segments.back().sealedBytes;
  auto bytes = source.read(std::string(unit.object), begin, end - begin);
  if (!bytes.ok() || bytes->size() != end - begin) return false;
  ByteBuffer& stored = unit.storage.emplace_back(std::move(*bytes));
  for (SegmentUses& segment : unit.segments) segment.sealed = MutableBytes(stored).subspan(segment.offset - begin, segment.sealedBytes);
  return true;
}

void readAlone(BlobSource& source, RestoreUnit& unit, SegmentUses& segment) {
  auto bytes = source.read(std::string(unit.object), segment.offset, segment.sealedBytes);
  if (bytes.ok() && bytes->size() != segment.sealedBytes) bytes = makeError("vault.damaged-object", "object cut short");
  if (bytes.ok()) {
    segment.sealed = unit.storage.emplace_back(std::move(*bytes));
  } else {
    segment.error = std::move(bytes).error();
  }
}

}  // namespace

bool fetchUnit(BlobSource& source, RestoreUnit& unit) {
  if (unit.segments.empty()) return true;
  unit.storage.reserve(unit.segments.size());  // views into its buffers must stay
  if (unit.segments.size() > 1 && readTogether(source, unit)) return true;
  for (SegmentUses& segment : unit.segments) {
    readAlone(source, unit, segment);
    if (segment.error.code == kCancelledCode) return false;
  }
  return true;
}

bool UnitWriter::write(RestoreUnit& unit) {
  for (RestoreFile* const file : unit.withoutContent) {
    if (!shared_.control.waitWhilePaused()) return false;
    writeWhole(*file, {});
  }
  for (SegmentUses& segment : unit.segments) {
    if (!writeSegment(*unit.window, segment)) return false;
  }
  return true;
}

bool UnitWriter::writeSegment(RestoreWindow& window, SegmentUses& uses) {
  auto segment = uses.error.code.empty() ? VerifiedSegment::open(shared_.keyring, window.uses[uses.firstUse].segmentRawBytes, uses.sealed)
                                         : Result<VerifiedSegment>(uses.error);
  for (std::size_t at = uses.firstUse; at < uses.lastUse; ++at) {
    if (!shared_.control.waitWhilePaused()) return false;
    const ChunkUse& use = window.uses[at];
    shared_.control.beginFile(use.file->pieces != nullptr, [&] { return joinPath(use.file->folder->path, use.file->name); });
    const Result<ByteView> content = segment.ok() ? segment->chunk(use.id, use.offset, use.rawBytes) : Result<ByteView>(segment.error());
    if (use.file->pieces) {
      writePiece(use, content);
    } else if (content.ok()) {
      writeWhole(*use.file, *content);
    } else {
      settle(*use.file, 0, contentError(content.error()));
    }
  }
  return true;
}

void UnitWriter::writeWhole(RestoreFile& file, ByteView content) { settle(file, content.size(), makeWhole(file, content)); }

Status UnitWriter::makeWhole(RestoreFile& file, ByteView content) {
  MAMORI_TRY(decodeRecord(file.record, record_));
  MAMORI_ASSIGN(const auto folder, handles_.open(*file.folder));
  return shared_.displaced.put(file.folder->path, *folder, file.name, file.placement, [&](Placement placement) {
    if (record_.kind == RecordKind::file) return folder->writeFile(file.name, content, record_, placement);
    return folder->makeSpecial(file.name, record_, placement);
  });
}

void UnitWriter::writePiece(const ChunkUse& use, const Result<ByteView>& content) {
  PiecewiseFile& pieces = *use.file->pieces;
  if (!pieces.failed.load(std::memory_order_relaxed)) {
    Status status = content.ok() ? writePart(*use.file, use.fileOffset, *content) : Status(contentError(content.error()));
    if (!status.ok() && !pieces.failed.exchange(true)) settle(*use.file, 0, std::move(status));
  }
  if (pieces.piecesLeft.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  if (!pieces.failed.load(std::memory_order_relaxed)) settle(*use.file, pieces.size, commit(*use.file));
  pieces.file.reset();
}

Status UnitWriter::writePart(RestoreFile& file, std::uint64_t offset, ByteView content) {
  PiecewiseFile& pieces = *file.pieces;
  {
    const std::lock_guard lock(pieces.opening);
    if (!pieces.file) {
      MAMORI_TRY(decodeRecord(file.record, record_));
      MAMORI_ASSIGN(const auto folder, handles_.open(*file.folder));
      MAMORI_ASSIGN(pieces.file, folder->beginFile(file.name, record_));
    }
  }
  return pieces.file->writeAt(offset, content);
}

Status UnitWriter::commit(RestoreFile& file) {
  const auto commitAs = [&](Placement placement) { return file.pieces->file->commit(file.pieces->size, placement); };
  if (file.placement != Placement::displace) return commitAs(file.placement);
  MAMORI_ASSIGN(const auto folder, handles_.open(*file.folder));
  return shared_.displaced.put(file.folder->path, *folder, file.name, file.placement, commitAs);
}

void UnitWriter::settle(RestoreFile& file, std::uint64_t bytes, Status status) {
  JobControl& control = shared_.control;
  control.filesDone.fetch_add(1, std::memory_order_relaxed);
  if (!status.ok()) return shared_.failures.add(joinPath(file.folder->path, file.name), std::move(status).error());
  if (file.leads) file.leads->inPlace.store(true, std::memory_order_release);
  shared_.files.fetch_add(1, std::memory_order_relaxed);
  shared_.bytes.fetch_add(bytes, std::memory_order_relaxed);
  control.bytesDone.fetch_add(bytes, std::memory_order_relaxed);
}

}  // namespace mamori
