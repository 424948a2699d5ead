#pragma once

#include <optional>

#include "archive/live_set.h"
#include "archive/pack_assembler.h"
#include "archive/record_feed.h"
#include "archive/record_store.h"
#include "archive/vault.h"
#include "index/chunk_index.h"
#include "scan/scan_image.h"

namespace mamori {

struct FoldStream {
  ContentReference content;
  bool checkpoint = false;  // earlier streams are superseded
};

/// What a fold is asked for; every output may be missing. What is referred to must outlive the job.
struct FoldRequest {
  const Vault& vault;
  const ChunkIndex& index;
  BlobSource& source;
  std::vector<FoldStream> streams;  // oldest first
  RecordSink* items = nullptr;
  LiveSet* live = nullptr;          // gets the chunks of all streams, superseded ones too
  BlobSink* packs = nullptr;        // where a new checkpoint goes
  PackAssembler::Options packOptions;
  std::string imagePath;            // empty: no image
  ImageHeader imageHeader;
};

struct FoldResult {
  std::uint64_t items = 0;
  std::optional<StoredContent> records;  // the checkpoint
  OpenContainer open;
};

/// Folds a source's streams (vault format, section 9) in one pass, in path order.
///
/// Memory: what StreamMerge holds, plus 2 MiB of batches. Fails as ContentReader, RecordSink, BlobSink and the image's writer do.
Result<FoldResult> foldStreams(const FoldRequest& request, JobControl& control);

}  // namespace mamori
