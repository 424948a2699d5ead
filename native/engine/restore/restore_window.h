#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "archive/record_batch.h"
#include "restore/folder_table.h"
#include "restore/link_groups.h"

namespace mamori {

/// A file of several chunks: they arrive in the order in which they lie in the vault, from several threads.
struct PiecewiseFile {
  std::mutex opening;
  std::unique_ptr<TargetFile> file;
  std::uint64_t size = 0;
  std::atomic<std::uint32_t> piecesLeft{0};
  std::atomic<bool> failed{false};
};

/// Anything but a folder that is to be restored.
struct RestoreFile {
  RestoreFolder* folder = nullptr;
  std::string_view name;  // both lie in one of the window's batches
  ByteView record;
  Placement placement = Placement::fresh;
  LinkGroup* leads = nullptr;              // set for the first name of a hard-linked file
  std::unique_ptr<PiecewiseFile> pieces;   // set for several chunks
};

/// One chunk of one file, and where it comes from.
struct ChunkUse {
  RestoreFile* file;
  std::uint64_t fileOffset;
  std::uint32_t object;  // in RestoreWindow::objects
  std::uint32_t segmentOffset;
  std::uint32_t sealedBytes;
  std::uint32_t segmentRawBytes;
  std::uint32_t offset;  // in the segment's plaintext
  std::uint32_t rawBytes;
  ChunkId id;
};

/// Files that are planned together, so that each segment is opened once for all of them.
struct RestoreWindow {
  std::vector<std::shared_ptr<const RecordBatch>> batches;
  std::deque<RestoreFile> files;
  std::vector<RestoreFile*> withoutContent;
  std::vector<ChunkUse> uses;
  std::vector<std::string_view> objects;  // names, as long as the index snapshot
  std::uint64_t rawBytes = 0;
};

/// A run of uses that lie in one segment.
struct SegmentUses {
  std::size_t firstUse, lastUse;  // half open
  std::uint32_t offset;           // in the object
  std::uint32_t sealedBytes;
  MutableBytes sealed;            // set once it is fetched
  Error error;                    // code set where it could not be
};

/// What one read brings, and the files that are written from it.
struct RestoreUnit {
  std::shared_ptr<RestoreWindow> window;
  std::string_view object;
  std::vector<SegmentUses> segments;
  std::vector<ByteBuffer> storage;             // behind SegmentUses::sealed
  std::vector<RestoreFile*> withoutContent;    // needs no read
};

/// Cuts a window into units: uses sorted by object and offset, neighbouring segments read together.
std::vector<RestoreUnit> cutIntoUnits(const std::shared_ptr<RestoreWindow>& window);

}  // namespace mamori
