#include "status/table_writer.h"

#include <cstring>

#include "include/mamori_shim.h"
#include "path/normalise.h"
#include "status/asked_ring.h"
#include "status/bucket_table.h"
#include "status/menu_section.h"
#include "status/words.h"

namespace mamori::shim {

std::int32_t TableWriter::beat() {
  const std::lock_guard lock(mutex_);
  store(rendezvousIn(rendezvous_.file).heartbeatMs, sinceBootMs(), std::memory_order_release);
  const std::int32_t code = folder_.keepLock();
  return code == 0 ? keepRendezvous(folder_, kRendezvousName, self_, rendezvous_) : code;
}

std::int32_t TableWriter::addRoot(std::span<const PathBytes> spellings) {
  const std::lock_guard lock(mutex_);
  const auto root = roots_.freeNumber();
  if (!root || !roots_.respell(segment_, *root, spellings)) return MAMORI_ERROR_CAPACITY;
  roots_.add(*root);
  roots_.publish(segment_, *root);
  return static_cast<std::int32_t>(*root);
}

std::int32_t TableWriter::renameRoot(std::uint32_t root, std::span<const PathBytes> spellings) {
  const std::lock_guard lock(mutex_);
  if (!roots_.isUsed(root)) return MAMORI_ERROR_ARGUMENT;
  return roots_.respell(segment_, root, spellings) ? 0 : MAMORI_ERROR_CAPACITY;
}

std::int32_t TableWriter::trustRoot(std::uint32_t root, bool trusted) {
  const std::lock_guard lock(mutex_);
  if (!roots_.isUsed(root)) return MAMORI_ERROR_ARGUMENT;
  roots_.trust(root, trusted);
  roots_.publish(segment_, root);
  return 0;
}

std::int32_t TableWriter::removeRoot(std::uint32_t root) {
  const std::lock_guard lock(mutex_);
  if (!roots_.isUsed(root)) return MAMORI_ERROR_ARGUMENT;
  roots_.remove(root);
  roots_.publish(segment_, root);
  roots_.respell(segment_, root, {});
  return growth_ ? 0 : grow(bucketsFor(rows_));
}

std::int32_t TableWriter::put(std::uint32_t root, std::span<const RowChange> changes) {
  const std::lock_guard lock(mutex_);
  if (!roots_.isUsed(root)) return MAMORI_ERROR_ARGUMENT;
  std::vector<std::uint8_t> buffer;
  std::int32_t taken = 0;
  for (const RowChange& change : changes) {
    if (buffer.size() < change.path.size()) buffer.resize(change.path.size());
    const std::int32_t code = apply(change, root, buffer);
    if (code < 0) return code;
    taken += code;
  }
  const std::int32_t code = growth_ ? advanceGrowth() : growIfCrowded();
  return code < 0 ? code : taken;
}

/// 1 when the change was taken, 0 when its path is none.
std::int32_t TableWriter::apply(const RowChange& change, std::uint32_t root, std::span<std::uint8_t> buffer) {
  const auto bytes = normalise(style_, change.path.data(), change.path.size(), buffer.data());
  const bool isAbsolute = bytes && *bytes > 0 && (buffer[0] == '/' || (style_ == PathStyle::kWindows && buffer[0] == '\\' && buffer[1] == 0));
  if (!bytes || isAbsolute) return 0;
  const std::uint64_t key = rowKey(key_, root, buffer.data(), *bytes);
  if (!change.row) {
    erase(key);
    return 1;
  }
  Row row = *change.row;
  row.root = static_cast<std::uint8_t>(root);
  const std::int32_t code = write(key, row.packed());
  return code < 0 ? code : 1;
}

std::int32_t TableWriter::write(std::uint64_t key, std::uint32_t value) {
  Put put = putRow(segment_.buckets(), key, value);
  while (put == Put::kFull) {
    // A chain of unusual length, or growing fell behind: the table moves at once.
    const std::int32_t begun = growth_ ? 0 : grow(static_cast<std::uint32_t>(segment_.buckets().size()) * 2);
    if (begun < 0) return begun;
    std::int32_t more = 1;
    while (more == 1) more = advanceGrowth();
    if (more < 0) return more;
    put = putRow(segment_.buckets(), key, value);
  }
  if (put == Put::kAdded) ++rows_, ++taken_;
  if (!growth_ || !growth_->isCopying()) return 0;
  const Put copied = putRow(growth_->segment().buckets(), key, value);
  if (copied == Put::kAdded) ++growth_->rows(), ++growth_->taken();
  if (copied == Put::kFull) abandonGrowth();
  return 0;
}

void TableWriter::erase(std::uint64_t key) noexcept {
  if (removeRow(segment_.buckets(), key)) --rows_;
  if (growth_ && growth_->isCopying() && removeRow(growth_->segment().buckets(), key)) --growth_->rows();
}

std::int32_t TableWriter::setMenu(std::uint32_t version, std::span<const std::uint8_t> bytes) {
  const std::lock_guard lock(mutex_);
  if (!writeMenu(segment_.menu(), version, bytes)) return MAMORI_ERROR_CAPACITY;
  menuVersion_ = version;
  menu_.assign(bytes.begin(), bytes.end());
  return 0;
}

void TableWriter::setBooleans(std::uint64_t booleans) noexcept {
  const std::lock_guard lock(mutex_);
  booleans_ = booleans;
  store(segment_.header().booleans, booleans, std::memory_order_release);
}

std::uint32_t TableWriter::takeAsked(std::span<std::uint8_t> out) {
  const std::lock_guard lock(mutex_);
  const AskedRing& ring = *reinterpret_cast<const AskedRing*>(asked_.file.data());
  std::size_t written = 0;
  shim::takeAsked(ring, key_, askedPosition_, [&](const std::vector<std::uint8_t>& folder) {
    if (written + 4 + folder.size() > out.size()) return false;
    const auto length = static_cast<std::uint32_t>(folder.size());
    std::memcpy(out.data() + written, &length, 4);
    std::memcpy(out.data() + written + 4, folder.data(), folder.size());
    written += 4 + folder.size();
    return true;
  });
  return static_cast<std::uint32_t>(written);
}

WriterStats TableWriter::stats() const {
  const std::lock_guard lock(mutex_);
  const auto buckets = static_cast<std::uint32_t>(segment_.buckets().size());
  return {rows_, buckets * static_cast<std::uint32_t>(Bucket::kRows), static_cast<std::uint32_t>(segment_.generation()),
          static_cast<std::uint32_t>(memory_.file.size()), growth_ != nullptr};
}

}  // namespace mamori::shim
