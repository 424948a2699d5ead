#pragma once

#include <optional>

#include "archive/archive_directory.h"
#include "archive/content_archiver.h"
#include "archive/content_recogniser.h"
#include "archive/hard_link_table.h"
#include "archive/source_limits.h"

namespace mamori {

/// What all items of a job have in common.
struct ItemContext {
  bool generation = false;          // records carry the generation flag
  bool oneFileSystem = false;       // what lies below mount points is not the source's
  SourceLimits limits;              // what the destination takes
  std::int64_t scanStartNs = 0;     // wall clock before the walk: when entries that are not read were seen at the earliest
};

/// Turns one difference into a record, a tombstone, or nothing; one per worker.
///
/// A failure of the file itself becomes the unit's PathFailure, and the image keeps what it said, so that the next scan tries again.
/// Any other Error ends the job.
class ItemArchiver {
 public:
  ItemArchiver(const ItemContext& context, SourceReader& reader, ContentArchiver& content, const ContentRecogniser& recogniser,
               HardLinkTable& links)
      : context_(context), reader_(reader), content_(content), recogniser_(recogniser), links_(links) {}

  /// Appends the outcome of `directory.delta.differences[index]` to `unit`.
  Status archive(const ArchiveDirectory& directory, std::uint32_t index, WorkUnit& unit);

 private:
  std::optional<Error> refusal(const ArchiveDirectory& directory, const Difference& difference) const;
  Status store(const ArchiveDirectory& directory, std::uint32_t index, WorkUnit& unit, ItemOutcome& outcome);
  /// What the vault and the image had said of one difference.
  struct Place {
    const ArchiveDirectory& directory;
    std::uint32_t index;
  };
  Status fill(Place place, std::string_view name, EntryStat& stat, std::int64_t& readStartNs);
  Status fillFile(Place place, std::string_view name, EntryStat& stat, std::int64_t& readStartNs);
  Status describe(SourceFile& file, const EntryStat& stat);
  Result<bool> isUnchangedUnderEarlierKeys(Place place, SourceFile& file, const EntryStat& stat);
  bool looksUnchanged(Place place, const EntryStat& stat);
  bool isKnown(const ArchiveDirectory& directory, std::uint32_t index, std::uint64_t hash);
  bool onlyMetadataDiffers(const ImageEntry& before);

  const ItemContext& context_;
  SourceReader& reader_;
  ContentArchiver& content_;
  const ContentRecogniser& recogniser_;
  HardLinkTable& links_;
  Record record_;    // of the item in work
  Record previous_;  // of the vault, where it is at hand
  std::uint64_t readBytes_ = 0;
};

}  // namespace mamori
