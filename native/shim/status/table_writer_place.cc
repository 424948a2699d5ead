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
  if (rendezvous_.file) store(rendezvousIn(rendezvous_.file).heartbeatMs, std::uint64_t{0}, std::memory_order_release);
  if (memory_.file) std::ranges::for_each(segment_.roots(), [](std::uint32_t& flags) { store(flags, 0u); });
  if (rendezvous_.file) withdrawRendezvous(folder_, kRendezvousName);
  clearAway();
}

/// Files of tables that an earlier writer left, where tables are files; those of this one when it ends.
void TableWriter::clearAway() const {
  for (const std::string& name : folder_.names()) {
    if (name.ends_with(kSegmentEnding) || name.ends_with(kAskedEnding)) folder_.remove(name);
  }
}

/// Locks the place, makes the rendezvous, silenced if it is an earlier one, and clears away what an earlier writer left.
std::int32_t TableWriter::takePlace(const std::string& path) {
  OwnFolder folder;
  std::int32_t code = OwnFolder::make(path, folder);
  if (code == 0) code = folder.lockForWriting();
  if (code != 0) return code;
  // From here on the place is ours, and so is what the destructor clears away.
  folder_ = std::move(folder);
  code = createRendezvous(folder_, kRendezvousName, self_, kRendezvousBytes, rendezvous_);
  if (code != 0) return code;
  store(rendezvousIn(rendezvous_.file).heartbeatMs, std::uint64_t{0}, std::memory_order_release);
  clearAway();
  return 0;
}

std::int32_t TableWriter::makeAskedRing() {
  std::int32_t code = createShared(folder_, kAskedEnding, kAskedBytes, Access::kWrite, asked_);
  if (code == 0) code = asked_.file.allocate(0, kAskedBytes);
  if (code == 0) beginRing(*reinterpret_cast<AskedRing*>(asked_.file.data()));
  return code;
}

std::int32_t TableWriter::makeFirstSegment() {
  const std::uint64_t generation = load(rendezvousIn(rendezvous_.file).generation) + 1;
  SharedMemory memory;
  std::int32_t code = createShared(folder_, kSegmentEnding, SegmentPlan::bytesFor(kMinBuckets), Access::kRead, memory);
  if (code == 0) code = memory.file.allocate(0, memory.file.size());
  if (code != 0) return code;
  const Segment segment = Segment::begin(memory.file.data(), kMinBuckets, generation, key_, style_);
  switchTo(std::move(memory), segment);
  return 0;
}

/// Readers that still look at the old segment find no root in it, whether or not they notice that they should move.
void TableWriter::switchTo(SharedMemory memory, const Segment& segment) {
  roots_.publishAll(segment);
  writeMenu(segment.menu(), menuVersion_, menu_);
  store(segment.header().booleans, booleans_);
  writePlace(rendezvousIn(rendezvous_.file), {segment.generation(), memory.file.size(), memory.token, asked_.token, self_});
  if (memory_.file) {
    for (std::uint32_t& flags : segment_.roots()) store(flags, 0u, std::memory_order_release);
    withdrawShared(folder_, kSegmentEnding, memory_.token);
  }
  memory_ = std::move(memory);
  segment_ = segment;
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
  switchTo(growth->takeMemory(), growth->segment());
  roots_.forget(growth->dropped());
  // What was removed while rows were copied is left over.
  return roots_.retired().any() ? (grow(bucketsFor(rows_)) < 0 ? 0 : 1) : 0;
}

void TableWriter::abandonGrowth() noexcept {
  if (growth_) withdrawShared(folder_, kSegmentEnding, growth_->token());
  growth_.reset();
}

}  // namespace mamori::shim
