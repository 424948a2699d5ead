// The part of the writer that makes files and moves the table from one to the next.
#include <algorithm>

#include "include/mamori_shim.h"
#include "status/asked_ring.h"
#include "status/menu_section.h"
#include "status/table_writer.h"
#include "status/words.h"

namespace mamori::shim {

std::int32_t TableWriter::open(const std::string& folder, PathStyle style, std::unique_ptr<TableWriter>& out) {
  std::unique_ptr<TableWriter> writer(new TableWriter);
  writer->style_ = style;
  writer->self_ = thisProcess();
  if (!fillRandom(&writer->key_, sizeof writer->key_)) return MAMORI_ERROR_INTERNAL;
  std::int32_t code = writer->takePlace(folder);
  if (code == 0) code = writer->makeAskedRing();
  if (code == 0) code = writer->makeFirstSegment();
  if (code == 0) out = std::move(writer);
  return code;
}

TableWriter::~TableWriter() {
  growth_.reset();
  if (rendezvous_) store(rendezvousIn(rendezvous_).heartbeatMs, std::uint64_t{0}, std::memory_order_release);
  if (segmentFile_) std::ranges::for_each(segment_.roots(), [](std::uint32_t& flags) { store(flags, 0u); });
  for (const std::string& name : folder_.names()) {
    if (name.ends_with(kSegmentEnding) || name.ends_with(kAskedEnding)) folder_.remove(name);
  }
}

/// Locks the place, makes the rendezvous where it is missing or unusable, silences it, and clears away what an earlier writer left.
std::int32_t TableWriter::takePlace(const std::string& path) {
  OwnFolder folder;
  std::int32_t code = OwnFolder::make(path, folder);
  if (code == 0) code = folder.lockForWriting();
  if (code != 0) return code;
  // From here on the place is ours, and so is what the destructor clears away.
  folder_ = std::move(folder);
  if (folder_.open(kRendezvousName, kRendezvousBytes, Access::kWrite, rendezvous_) != 0) {
    folder_.remove(kRendezvousName);
    code = folder_.create(kRendezvousName, kRendezvousBytes, rendezvous_);
    if (code == 0) code = rendezvous_.allocate(0, kRendezvousBytes);
    if (code != 0) return code;
  }
  store(rendezvousIn(rendezvous_).heartbeatMs, std::uint64_t{0}, std::memory_order_release);
  for (const std::string& name : folder_.names()) {
    if (name.ends_with(kSegmentEnding) || name.ends_with(kAskedEnding)) folder_.remove(name);
  }
  return 0;
}

std::int32_t TableWriter::makeAskedRing() {
  askedToken_ = newToken();
  if (askedToken_.empty()) return MAMORI_ERROR_INTERNAL;
  std::int32_t code = folder_.create(askedToken_ + kAskedEnding, kAskedBytes, askedFile_);
  if (code == 0) code = askedFile_.allocate(0, kAskedBytes);
  if (code == 0) beginRing(*reinterpret_cast<AskedRing*>(askedFile_.data()));
  return code;
}

std::int32_t TableWriter::makeFirstSegment() {
  const std::uint64_t generation = load(rendezvousIn(rendezvous_).generation) + 1;
  const std::string token = newToken();
  MappedFile file;
  std::int32_t code = token.empty() ? MAMORI_ERROR_INTERNAL : folder_.create(token + kSegmentEnding, SegmentPlan::bytesFor(kMinBuckets), file);
  if (code == 0) code = file.allocate(0, file.size());
  if (code != 0) return code;
  const Segment segment = Segment::begin(file.data(), kMinBuckets, generation, key_, style_);
  switchTo(std::move(file), segment, token);
  return 0;
}

/// Readers that still look at the old segment find no root in it, whether or not they notice that they should move.
void TableWriter::switchTo(MappedFile file, const Segment& segment, const std::string& token) {
  roots_.publishAll(segment);
  writeMenu(segment.menu(), menuVersion_, menu_);
  store(segment.header().booleans, booleans_);
  writePlace(rendezvousIn(rendezvous_), {segment.generation(), file.size(), token, askedToken_, self_});
  if (segmentFile_) {
    for (std::uint32_t& flags : segment_.roots()) store(flags, 0u, std::memory_order_release);
    folder_.remove(segmentToken_ + kSegmentEnding);
  }
  segmentFile_ = std::move(file);
  segment_ = segment;
  segmentToken_ = token;
}

std::int32_t TableWriter::reserve(std::uint32_t rows) {
  const std::lock_guard lock(mutex_);
  const std::uint32_t buckets = bucketsFor(rows);
  if (comfortableRows(buckets) < rows) return MAMORI_ERROR_CAPACITY;
  if (buckets <= (growth_ ? growth_->buckets() : segment_.buckets().size())) return 0;
  abandonGrowth();
  return grow(buckets);
}

std::int32_t TableWriter::step() {
  const std::lock_guard lock(mutex_);
  return growth_ ? advanceGrowth() : 0;
}

std::int32_t TableWriter::grow(std::uint32_t buckets) {
  if (buckets > kMaxBuckets) return MAMORI_ERROR_CAPACITY;
  auto growth = std::make_unique<Growth>();
  const std::int32_t code = Growth::begin(folder_, buckets, segment_, roots_.retired(), *growth);
  if (code == 0) growth_ = std::move(growth);
  return code;
}

std::int32_t TableWriter::growIfCrowded() {
  const auto buckets = static_cast<std::uint32_t>(segment_.buckets().size());
  if (taken_ <= comfortableRows(buckets)) return 0;
  // Room for half as many again; where most of the rows are removed ones, the same size will do.
  return grow(std::max(kMinBuckets, bucketsFor(rows_ + rows_ / 2)));
}

std::int32_t TableWriter::advanceGrowth() {
  const std::int32_t code = growth_->step(segment_);
  if (code == 0) return finishGrowth();
  if (code < 0) abandonGrowth();
  return code;
}

std::int32_t TableWriter::finishGrowth() {
  const auto growth = std::move(growth_);
  rows_ = growth->rows();
  taken_ = growth->taken();
  switchTo(growth->takeFile(), growth->segment(), growth->token());
  roots_.forget(growth->dropped());
  // What was removed while rows were copied is left over.
  return roots_.retired().any() ? (grow(bucketsFor(rows_)) < 0 ? 0 : 1) : 0;
}

void TableWriter::abandonGrowth() noexcept {
  if (growth_) folder_.remove(growth_->token() + kSegmentEnding);
  growth_.reset();
}

}  // namespace mamori::shim
