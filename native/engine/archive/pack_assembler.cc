#include "archive/pack_assembler.h"

namespace mamori {
namespace {

// Segments between workers and the hashing thread: enough to smooth bursts, at most 16 MiB.
constexpr std::size_t kQueuedSegments = 16;
constexpr int kPacksOnTheirWay = 2;

std::uint64_t sizeOf(const std::vector<SealedSegment>& segments) noexcept {
  std::uint64_t size = 0;
  for (const SealedSegment& segment : segments) size += segment.bytes.size();
  return size;
}

}  // namespace

std::uint64_t OpenContainer::sizeBytes() const noexcept { return sizeOf(data) + sizeOf(metadata); }

PackAssembler::PackAssembler(const Keyring& keyring, Options options, BlobSink& sink, FirstFailure& failure, OpenContainer open)
    : options_(options), sink_(sink), failure_(failure), segments_(kQueuedSegments), finished_(kPacksOnTheirWay),
      dataWriter_(keyring, ContainerKind::dataPack, options.packBytes),
      metadataWriter_(keyring, ContainerKind::metadataPack, options.packBytes) {
  result_.open = std::move(open);
  assembler_ = std::thread([this] { assemble(); });
  for (int i = 0; i < kPacksOnTheirWay; ++i) uploaders_.emplace_back([this] { upload(); });
}

PackAssembler::~PackAssembler() { stop(); }

void PackAssembler::stop() {
  segments_.abort();
  if (assembler_.joinable()) assembler_.join();
  finished_.close();
  for (std::thread& uploader : uploaders_) uploader.join();
  uploaders_.clear();
}

Status PackAssembler::add(SealedSegment segment) {
  if (failure_.stopped() || !segments_.push(std::move(segment))) return failure_.status();
  return {};
}

Result<AssembledPacks> PackAssembler::finish() {
  segments_.close();
  assembler_.join();
  stop();
  MAMORI_TRY(failure_.status());
  return std::move(result_);
}

void PackAssembler::assemble() {
  while (auto segment = segments_.pop()) {
    if (failure_.stopped()) return segments_.abort();
    result_.storedBytes += segment->bytes.size();
    route(std::move(*segment));
  }
  if (failure_.stopped()) return;
  if (!dataWriter_.empty()) close(dataWriter_);
  if (!metadataWriter_.empty()) close(metadataWriter_);
}

void PackAssembler::route(SealedSegment segment) {
  const bool isData = segment.info.type == EnvelopeType::dataSegment;
  OpenContainer& open = result_.open;
  if (isData ? dataSpilled_ : metadataSpilled_) return append(isData ? dataWriter_ : metadataWriter_, std::move(segment));
  (isData ? open.data : open.metadata).push_back(std::move(segment));
  if (open.sizeBytes() <= options_.inlineBytes) return;
  if (!open.data.empty()) spill(open.data, dataWriter_, dataSpilled_);
  if (open.sizeBytes() > options_.inlineBytes) spill(open.metadata, metadataWriter_, metadataSpilled_);
}

void PackAssembler::spill(std::vector<SealedSegment>& held, ContainerWriter& writer, bool& spilled) {
  spilled = true;
  for (SealedSegment& segment : held) append(writer, std::move(segment));
  held.clear();
}

void PackAssembler::append(ContainerWriter& writer, SealedSegment segment) {
  writer.append(std::move(segment));
  if (writer.full()) close(writer);
}

void PackAssembler::close(ContainerWriter& writer) {
  auto object = writer.finish();
  if (!object.ok()) return failure_.set(std::move(object).error());
  {
    std::unique_lock lock(uploadMutex_);
    uploadDone_.wait(lock, [this] { return onTheirWay_ < kPacksOnTheirWay; });
    ++onTheirWay_;
  }
  if (failure_.stopped()) return;
  result_.packs.push_back({packName(object->sha256), object->sizeBytes});
  finished_.push(std::move(*object));
}

void PackAssembler::upload() {
  while (auto object = finished_.pop()) {
    if (!failure_.stopped()) {
      if (Status stored = sink_.put(std::move(*object)); !stored.ok()) failure_.set(std::move(stored).error());
    }
    {
      const std::lock_guard lock(uploadMutex_);
      --onTheirWay_;
    }
    uploadDone_.notify_one();
  }
}

}  // namespace mamori
