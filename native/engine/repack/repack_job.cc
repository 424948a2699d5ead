#include "repack/repack_job.h"

#include <map>
#include <memory>
#include <unordered_set>

#include "restore/verified_segment.h"

namespace mamori {
namespace {

// Half of the least size at which a segment is closed: below that, joining it with others pays for opening it.
constexpr std::uint32_t kMovedWholeBytes = kSegmentMinimumBytes / 2;

/// Builds segments of one class under one epoch.
struct EpochBuilder {
  EpochBuilder(Keyring keys, EnvelopeType type) : keyring(std::move(keys)), builder(keyring, type) {}
  const Keyring keyring;
  SegmentBuilder builder;
};

class Repack {
 public:
  Repack(const RepackRequest& request, JobControl& control)
      : request_(request), control_(control), failure_(control),
        assembler_(request.keyring, {request.packBytes, 0}, request.sink, failure_) {}

  Result<RepackResult> run() {
    for (const RepackContainer& container : request_.containers) {
      std::uint64_t offset = 0;
      for (const SegmentInfo& segment : container.footer.segments) {
        if (!control_.waitWhilePaused()) return cancelledError();
        MAMORI_TRY(failure_.status());
        if (!segment.chunks.empty()) MAMORI_TRY(copySegment(container.name, offset, segment));
        offset += segment.sealedBytes;
      }
      control_.filesDone.fetch_add(1, std::memory_order_relaxed);
    }
    for (auto& [key, builder] : builders_) {
      MAMORI_ASSIGN(auto last, builder->builder.finish());
      if (last) MAMORI_TRY(assembler_.add(std::move(*last)));
    }
    MAMORI_ASSIGN(AssembledPacks packs, assembler_.finish());
    result_.packs = std::move(packs.packs);
    return std::move(result_);
  }

 private:
  Result<bool> isWanted(const ChunkInfo& chunk) {
    if (!request_.live.has(chunk.id)) {
      result_.droppedBytes += chunk.rawBytes;
      return false;
    }
    if (copied_.contains(chunk.id)) return false;
    if (!request_.missingOnly) return true;
    MAMORI_ASSIGN(const auto elsewhere, request_.index.find(chunk.id, LookupFor::writing));
    return !elsewhere.has_value();
  }

  Status copySegment(const std::string& container, std::uint64_t offset, const SegmentInfo& segment) {
    std::vector<bool> wanted;
    std::size_t count = 0;
    for (const ChunkInfo& chunk : segment.chunks) {
      MAMORI_ASSIGN(const bool want, isWanted(chunk));
      wanted.push_back(want);
      if (!want) continue;
      ++count;
      copied_.insert(chunk.id);
      result_.copiedBytes += chunk.rawBytes;
    }
    if (count == 0) return {};
    MAMORI_ASSIGN(ByteBuffer sealed, request_.source.read(container, offset, segment.sealedBytes));
    if (sealed.size() != segment.sealedBytes) return makeError("vault.damaged-object", "object cut short");
    control_.bytesDone.fetch_add(sealed.size(), std::memory_order_relaxed);
    if (count == segment.chunks.size() && segment.rawBytes >= kMovedWholeBytes) return moveWhole(segment, std::move(sealed));
    return rebuild(segment, sealed, wanted);
  }

  Status moveWhole(const SegmentInfo& segment, ByteBuffer sealed) {
    ByteBuffer checked(sealed.begin(), sealed.end());
    MAMORI_TRY(openEnvelopeInPlace(request_.keyring, segment.type, checked));
    return assembler_.add({segment, std::move(sealed)});
  }

  Status rebuild(const SegmentInfo& segment, MutableBytes sealed, const std::vector<bool>& wanted) {
    MAMORI_ASSIGN(const VerifiedSegment opened, VerifiedSegment::open(request_.keyring, segment.rawBytes, sealed));
    SegmentBuilder& builder = builderFor(segment.type, opened.epoch());
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const ChunkInfo& chunk = segment.chunks[i];
      if (wanted[i]) {
        MAMORI_ASSIGN(const ByteView content, opened.checkedChunk(chunk.id, at, chunk.rawBytes));
        MAMORI_ASSIGN(auto completed, builder.add(chunk.id, content));
        if (completed) MAMORI_TRY(assembler_.add(std::move(*completed)));
      }
      at += chunk.rawBytes;
    }
    return {};
  }

  SegmentBuilder& builderFor(EnvelopeType type, std::uint32_t epoch) {
    auto& builder = builders_[{type, epoch}];
    if (!builder) builder = std::make_unique<EpochBuilder>(request_.keyring.upTo(epoch), type);
    return builder->builder;
  }

  const RepackRequest& request_;
  JobControl& control_;
  FirstFailure failure_;
  PackAssembler assembler_;
  std::map<std::pair<EnvelopeType, std::uint32_t>, std::unique_ptr<EpochBuilder>> builders_;
  std::unordered_set<ChunkId, ChunkIdHash> copied_;
  RepackResult result_;
};

}  // namespace

Result<RepackResult> repack(const RepackRequest& request, JobControl& control) {
  control.filesTotal.store(request.containers.size(), std::memory_order_relaxed);
  control.walkComplete.store(true, std::memory_order_relaxed);
  return Repack(request, control).run();
}

}  // namespace mamori
