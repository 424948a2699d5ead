#pragma once

#include <memory>
#include <span>
#include <string>

#include "directory_delta.h"
#include "image_reader.h"
#include "image_writer.h"

namespace mamori {

/// What became of one difference, in the order of `DirectoryDelta::differences`.
struct EntryOutcome {
  enum class Action : std::uint8_t {
    keep,    // not done: the image goes on saying what it said, so the next scan reports it again
    store,   // done: `entry` is the new state (its name is taken from the delta)
    forget,  // done: a removal was recorded
  };
  Action action = Action::keep;
  ImageEntry entry;
};

/// The image entry for a file in the state in which it was read. `readStartNs` is the wall clock just before
/// the reading began, and decides whether the entry is racy.
ImageEntry imageEntryFor(const EntryStat& finalStat, std::uint64_t recordHash, std::int64_t readStartNs) noexcept;

/// Turns the last image into the next one by applying deltas.
///
/// Deltas come in the comparator's order, each as soon as its entries are finished; directories that were not
/// reported, or whose outcomes are all `keep`, are copied as they are. Until the first outcome that changes
/// something nothing is written at all. Call `finish` only after the run is committed: an image may be older
/// than the vault (files are then looked at again), never newer. Destroyed without `finish`, it leaves the old
/// image as it was. Errors: `engine.image-damaged` for the old image, `engine.image-unwritable`.
class ImageUpdate {
 public:
  struct Options {
    std::string path;
    ImageHeader header;     // of the next image
    bool hasOld = false;    // false: start from nothing, whatever lies at `path`
  };

  explicit ImageUpdate(Options options) : options_(std::move(options)) {}

  Status apply(const DirectoryDelta& delta, std::span<const EntryOutcome> outcomes);

  /// For a root that was not known before the walk; before the first `apply` that stores something.
  void setRootInode(std::uint64_t inode) noexcept { options_.header.rootInode = inode; }

  /// True when a new image is in place, false when nothing changed and the old one was kept.
  Result<bool> finish();

 private:
  Status begin();
  Status copyBefore(std::string_view path);
  Status advanceOld();
  Status writeMerged(const DirectoryDelta& delta, std::span<const EntryOutcome> outcomes);

  Options options_;
  std::unique_ptr<ImageReader> old_;
  std::unique_ptr<ImageWriter> writer_;
  ImageDirectory oldDirectory_;
  bool hasOldDirectory_ = false;
  ImageDirectory merged_;
};

}  // namespace mamori
