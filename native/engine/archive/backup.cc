#include "archive/backup.h"

#include <thread>

#include "archive/index_lookup.h"
#include "archive/scan_changes.h"

namespace mamori {
namespace {

unsigned threadsOf(const BackupInput& input) {
  return input.threads ? input.threads : std::max(1u, std::thread::hardware_concurrency());
}

ExclusionRules exclusionsOf(const BackupInput& input) {
  ExclusionRules rules = input.exclusions;
  rules.subtrees = subtreesBelow(input.root, input.excludedFolders);
  return rules;
}

/// The last image, if it is whole as far as can be told, and this source's.
std::unique_ptr<ImageReader> openImage(const BackupInput& input) {
  auto image = ImageReader::open(input.imagePath);
  if (!image.ok() || (*image)->header().sourceId != input.sourceId) return {};
  return std::move(*image);
}

std::optional<RangeSet> rangesOf(const std::optional<std::vector<std::string>>& only) {
  if (!only) return std::nullopt;
  std::vector<ScanRange> ranges;
  for (const std::string& folder : *only) ranges.push_back({folder, true});
  return RangeSet(std::move(ranges));
}

/// An image of a part of the source would hide that the rest was never looked at.
class NoImage final : public PendingImage {
 public:
  Status onDirectory(const ArchiveDirectory&) override { return {}; }
  Status commit() override { return {}; }
};

/// Runs everything behind a change source. Order matters: workers end before the packs do.
Result<BackupResult> archive(const BackupInput& input, ChangeSource& source, std::unique_ptr<PendingImage> image,
                             std::int64_t scanStartNs, BackupSinks sinks, JobControl& control) {
  MAMORI_ASSIGN(const std::unique_ptr<SourceRoot> root, openSourceRoot(input.root));
  FirstFailure failure(control);
  IndexLookup lookup(*input.index, failure);
  HardLinkTable links(root->device());
  const ItemContext context{input.generation, input.oneFileSystem, input.limits, scanStartNs};
  PackAssembler assembler(input.vault->keyring, input.packs, sinks.packs, failure, input.open);
  RecordStore records(*input.vault, lookup, assembler);
  RecordFeed feed(sinks.records, failure);
  BackupResult result;
  {
    Archiver archiver({*input.vault, *root, context, input.sequence, lookup, assembler, links, records, feed, sinks.errors, *image,
                       control, failure},
                      threadsOf(input));
    MAMORI_TRY(archiver.run(source));
    result.counts = archiver.counts();
    result.complete = archiver.complete();
  }
  MAMORI_ASSIGN(result.records, records.finish());
  MAMORI_TRY(feed.finish());
  MAMORI_ASSIGN(result.packs, assembler.finish());
  result.totals = source.totals();
  result.totals.unchanged += result.counts.unchanged;
  result.image = std::move(image);
  return result;
}

}  // namespace

Result<BackupResult> runBackup(const BackupInput& input, const std::optional<std::vector<std::string>>& only, BackupSinks sinks,
                               JobControl& control) {
  const std::int64_t startNs = wallClockNs();
  MAMORI_TRY(mergeJournal(input.imagePath));
  auto image = openImage(input);
  const bool hasOld = image != nullptr;
  const ImageHeader header{input.sourceId, input.sequence, hasOld ? image->header().rootInode : 0};
  MAMORI_ASSIGN(auto source, ScanChanges::start({input.root, exclusionsOf(input), input.oneFileSystem, input.keepRemoved, rangesOf(only), std::move(image),
                                                 threadsOf(input)},
                                                control));
  std::unique_ptr<PendingImage> pending;
  if (only && !hasOld) pending = std::make_unique<NoImage>();
  else pending = createImageUpdate(input.imagePath, header, hasOld, *source);
  auto result = archive(input, *source, std::move(pending), startNs, sinks, control);
  if (!result.ok() && result.error().code == kImageDamagedCode) removeFile(input.imagePath);
  return result;
}

Result<BackupResult> runPathBackup(const BackupInput& input, std::vector<PathChanges::Item> items, BackupSinks sinks, JobControl& control) {
  const std::int64_t startNs = wallClockNs();
  MAMORI_ASSIGN(auto source, PathChanges::start(input.root, exclusionsOf(input), input.keepRemoved, std::move(items), control));
  return archive(input, *source, createJournalUpdate(input.imagePath, input.sequence), startNs, sinks, control);
}

}  // namespace mamori
