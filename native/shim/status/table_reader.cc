#include "status/table_reader.h"

#include <array>
#include <cstring>
#include <mutex>

#include "include/mamori_shim.h"
#include "path/normalise.h"
#include "status/asked_ring.h"
#include "status/bucket_table.h"
#include "status/spellings.h"
#include "status/words.h"

namespace mamori::shim {

/// What is missing means that nothing is published; what is there but not ours is told.
std::int32_t TableReader::refresh() {
  auto fresh = std::make_unique<OpenTable>();
  const TableFound found = openTable(path_, *fresh);
  const bool isThere = found == TableFound::kPublished || found == TableFound::kSilent;
  const std::unique_lock lock(mutex_);
  table_ = isThere ? std::move(fresh) : nullptr;
  if (isThere) return MAMORI_FOUND;
  return found == TableFound::kForeign ? MAMORI_ERROR_FOREIGN : MAMORI_NO_AGENT;
}

std::int32_t TableReader::state() const noexcept {
  if (!table_) return MAMORI_STALE;
  const Rendezvous& rendezvous = rendezvousIn(table_->rendezvous);
  if (load(rendezvous.generation, std::memory_order_acquire) != table_->segment.generation()) return MAMORI_STALE;
  return isAlive(rendezvous) ? MAMORI_FOUND : MAMORI_NO_AGENT;
}

std::int32_t TableReader::lookUp(std::span<const std::uint8_t> path, Row& row) const noexcept {
  row = Row{};
  const std::shared_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock()) return MAMORI_NO_ANSWER;
  const std::int32_t now = state();
  return now == MAMORI_FOUND ? lookUpLocked(path, row) : now;
}

std::int32_t TableReader::lookUpLocked(std::span<const std::uint8_t> path, Row& row) const noexcept {
  const Segment& segment = table_->segment;
  alignas(8) std::uint8_t normal[kMaxPathBytes + 10];
  if (path.empty() || path.size() > kMaxPathBytes) return MAMORI_ERROR_ARGUMENT;
  const auto bytes = normalise(segment.style(), path.data(), path.size(), normal);
  if (!bytes) return MAMORI_ERROR_ARGUMENT;
  std::memset(normal + *bytes, 0, 8);
  const RootMatches matches = matchRoots(segment.spellings(), segment.style(), normal, *bytes);
  if (matches.torn) return MAMORI_NO_ANSWER;
  bool isInside = false;
  for (std::size_t index = 0; index < matches.count; ++index) {
    const RootMatch& match = matches.found[index];
    const std::uint32_t flags = load(segment.roots()[match.root], std::memory_order_acquire);
    if (!(flags & kRootUsed)) continue;
    isInside = true;
    std::uint32_t value = 0;
    const std::uint64_t key = rowKey(segment.key(), match.root, normal + match.restFrom, *bytes - match.restFrom);
    const Found found = findRow(segment.buckets(), key, value);
    if (found == Found::kTorn) return MAMORI_NO_ANSWER;
    const Row candidate = Row::unpacked(value);
    if (found == Found::kNothing || candidate.root != match.root || candidate.state > MAMORI_STATE_PROBLEM) continue;
    row = candidate;
    if (row.state == MAMORI_STATE_PROTECTED && !(flags & kRootTrusted)) row.state = MAMORI_STATE_NONE;
    return MAMORI_FOUND;
  }
  return isInside ? MAMORI_UNLISTED : MAMORI_OUTSIDE;
}

void TableReader::noteAsked(std::span<const std::uint8_t> folder) const noexcept {
  const std::shared_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock() || !table_ || !table_->askedFile || folder.size() > AskedNote::kMaxBytes) return;
  // A file manager asks for each file of a folder; one note a minute says as much and leaves the ring to others.
  SipHash hash(table_->segment.key());
  hash.word(sinceBootMs() / 60'000);
  const std::uint64_t note = hash.finish(folder.data(), folder.size());
  if (recent_[note % recent_.size()].exchange(note, std::memory_order_relaxed) == note) return;
  shim::noteAsked(*reinterpret_cast<AskedRing*>(table_->askedFile.data()), table_->segment.key(), folder);
}

std::int32_t TableReader::menu(std::span<std::uint8_t> out, MenuCopy& copy) const noexcept {
  const std::shared_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock()) return MAMORI_NO_ANSWER;
  // The menu is shown whether or not the agent lives; a table that moved is asked for again.
  const std::int32_t now = state();
  if (now == MAMORI_STALE) return now;
  copy = readMenu(table_->segment.menu(), out);
  if (!copy.steady) return MAMORI_NO_ANSWER;
  return copy.bytes > out.size() ? MAMORI_ERROR_CAPACITY : MAMORI_FOUND;
}

std::int32_t TableReader::booleans(std::uint64_t& value) const noexcept {
  const std::shared_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock()) return MAMORI_NO_ANSWER;
  const std::int32_t now = state();
  if (now != MAMORI_STALE) value = load(table_->segment.header().booleans, std::memory_order_acquire);
  return now;
}

bool TableReader::writerLives() const {
  const std::shared_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock()) return true;
  if (!table_) return false;
  const auto place = readPlace(rendezvousIn(table_->rendezvous));
  return !place || isRunning(place->writer);  // a place that is being replaced has a writer
}

}  // namespace mamori::shim
