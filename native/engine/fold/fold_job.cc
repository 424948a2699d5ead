#include "fold/fold_job.h"

#include "archive/index_lookup.h"
#include "fold/image_output.h"
#include "fold/live_collector.h"
#include "fold/stream_merge.h"

namespace mamori {
namespace {

constexpr std::uint64_t kCheckEvery = 4096;

/// A new checkpoint stream on its way into the vault.
struct CheckpointOutput {
  CheckpointOutput(const FoldRequest& request, FirstFailure& failure)
      : lookup(request.index, failure), assembler(request.vault.keyring, request.packOptions, *request.packs, failure),
        records(request.vault, lookup, assembler) {}

  IndexLookup lookup;
  PackAssembler assembler;
  RecordStore records;
};

class Fold {
 public:
  Fold(const FoldRequest& request, JobControl& control)
      : request_(request), control_(control), failure_(control), snapshot_(request.index.snapshot()),
        reader_(request.vault.keyring, *snapshot_, request.source) {}

  Result<FoldResult> run() {
    MAMORI_TRY(openOutputs());
    MAMORI_ASSIGN(StreamMerge merge, openStreams());
    PathHistory history;
    for (std::uint64_t paths = 1;; ++paths) {
      MAMORI_ASSIGN(const bool more, merge.next(history));
      if (!more) break;
      MAMORI_TRY(put(merge.directory(), merge.name(), history.items()));
      if (paths % kCheckEvery == 0) MAMORI_TRY(pause(paths));
    }
    return finish();
  }

 private:
  Status openOutputs() {
    if (request_.items) feed_.emplace(*request_.items, failure_);
    if (request_.packs) checkpoint_.emplace(request_, failure_);
    if (request_.live) live_.emplace(*request_.live, reader_);
    if (!request_.imagePath.empty()) {
      MAMORI_ASSIGN(ImageOutput image, ImageOutput::create(request_.imagePath, request_.imageHeader));
      image_.emplace(std::move(image));
    }
    return {};
  }

  Result<StreamMerge> openStreams() {
    std::size_t first = 0;
    for (std::size_t i = 0; i < request_.streams.size(); ++i) {
      if (live_) MAMORI_TRY(live_->add(request_.streams[i].content));
      if (request_.streams[i].checkpoint) first = i;
    }
    std::vector<StreamCursor> cursors;
    for (std::size_t i = first; i < request_.streams.size(); ++i) {
      MAMORI_ASSIGN(auto chunks, reader_.resolve(request_.streams[i].content));
      cursors.emplace_back(reader_, std::move(chunks));
    }
    return StreamMerge::open(std::move(cursors), control_);
  }

  Status put(std::string_view directory, std::string_view name, const std::vector<PathHistory::Item>& items) {
    for (const PathHistory::Item& item : items) {
      const RecordEntry entry{directory, name, item.kind, item.sequence, item.record};
      if (feed_) feed_->add(entry);
      if (checkpoint_) MAMORI_TRY(checkpoint_->records.add(entry));
      if (live_ && item.kind == RecordOperation::put) MAMORI_TRY(live_->addRecord(item.record));
    }
    if (image_) MAMORI_TRY(image_->add(directory, name, items));
    result_.items += items.size();
    return {};
  }

  Status pause(std::uint64_t paths) {
    control_.filesDone.store(paths, std::memory_order_relaxed);
    if (!control_.waitWhilePaused()) return cancelledError();
    return failure_.status();
  }

  Result<FoldResult> finish() {
    if (feed_) MAMORI_TRY(feed_->finish());
    if (checkpoint_) {
      MAMORI_ASSIGN(StoredContent records, checkpoint_->records.finish());
      MAMORI_ASSIGN(AssembledPacks packs, checkpoint_->assembler.finish());
      result_.records = std::move(records);
      result_.open = std::move(packs.open);
    }
    if (image_) MAMORI_TRY(image_->commit());
    MAMORI_TRY(failure_.status());
    return std::move(result_);
  }

  const FoldRequest& request_;
  JobControl& control_;
  FirstFailure failure_;
  const std::shared_ptr<const IndexSnapshot> snapshot_;
  ContentReader reader_;
  std::optional<RecordFeed> feed_;
  std::optional<CheckpointOutput> checkpoint_;
  std::optional<LiveCollector> live_;
  std::optional<ImageOutput> image_;
  FoldResult result_;
};

}  // namespace

Result<FoldResult> foldStreams(const FoldRequest& request, JobControl& control) { return Fold(request, control).run(); }

}  // namespace mamori
