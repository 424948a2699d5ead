#pragma once

#include <memory>

#include "archive/archiver.h"
#include "archive/image_journal.h"

namespace mamori {

/// What a job learnt for the next scan, to be made permanent after the vault commit. Destroyed without `commit`, nothing changes.
class PendingImage : public DirectoryListener {
 public:
  /// Returns once it is durable; nothing is written when nothing changed. Call at most once.
  virtual Status commit() = 0;
};

/// For scans: the next image. `hasOld` as in ImageUpdate. `source`, which outlives the last `onDirectory`, tells the root's inode.
std::unique_ptr<PendingImage> createImageUpdate(std::string path, const ImageHeader& header, bool hasOld, const ChangeSource& source);

/// For continuous saves: a group of the journal.
std::unique_ptr<PendingImage> createJournalUpdate(std::string path, std::uint64_t sequence);

}  // namespace mamori
