#pragma once

#include "base/job_control.h"
#include "restore/displaced_entries.h"
#include "restore/restore_window.h"
#include "restore/verified_segment.h"

namespace mamori {

/// Reads a unit's bytes: with one request, and where that fails with one for each segment, so that a damaged place costs only the
/// files that need it. Failures are noted in the segments. False when the job was cancelled meanwhile.
bool fetchUnit(BlobSource& source, RestoreUnit& unit);

/// Writes the files of fetched units; one thread owns a writer.
class UnitWriter {
 public:
  struct Shared {
    const Keyring& keyring;
    TargetTree& tree;
    JobControl& control;
    FailureReport& failures;
    DisplacedEntries& displaced;
    std::atomic<std::uint64_t> files{0};
    std::atomic<std::uint64_t> bytes{0};
  };
  explicit UnitWriter(Shared& shared) : shared_(shared), handles_(shared.tree) {}

  /// False once the job is cancelled.
  bool write(RestoreUnit& unit);

 private:
  bool writeSegment(RestoreWindow& window, SegmentUses& uses);
  void writePiece(const ChunkUse& use, const Result<ByteView>& content);
  void writeWhole(RestoreFile& file, ByteView content);
  Status writePart(RestoreFile& file, std::uint64_t offset, ByteView content);
  Status commit(RestoreFile& file);
  Status makeWhole(RestoreFile& file, ByteView content);
  void settle(RestoreFile& file, std::uint64_t bytes, Status status);

  Shared& shared_;
  FolderHandles handles_;
  Record record_;
};

}  // namespace mamori
