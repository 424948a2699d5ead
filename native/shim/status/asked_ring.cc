#include "status/asked_ring.h"

#include "status/seqlock.h"
#include "status/word_copy.h"

namespace mamori::shim {

void beginRing(AskedRing& ring) noexcept { store(ring.magic, AskedRing::kMagic); }

void noteAsked(AskedRing& ring, SipKey key, std::span<const std::uint8_t> folder) noexcept {
  if (folder.empty() || folder.size() > AskedNote::kMaxBytes) return;
  const std::uint32_t turn = std::atomic_ref<std::uint32_t>(ring.head).fetch_add(1, std::memory_order_relaxed);
  AskedNote& note = ring.notes[turn % AskedRing::kNotes];
  // Two processes may come to write here at once, which the lock does not rule out: the hash tells it.
  const SeqlockWrite writing(note.sequence);
  store(note.bytes, static_cast<std::uint32_t>(folder.size()));
  storeBytes(note.words, folder.data(), folder.size());
  store(note.hash, SipHash(key).finish(folder.data(), folder.size()));
}

bool readNote(const AskedNote& note, SipKey key, std::vector<std::uint8_t>& folder) {
  folder.resize(AskedNote::kMaxBytes);
  std::uint32_t bytes = 0;
  std::uint64_t hash = 0;
  const bool steady = readSteadily(note.sequence, [&] {
    bytes = load(note.bytes);
    hash = load(note.hash);
    if (bytes <= AskedNote::kMaxBytes) loadBytes(note.words, folder.data(), bytes);
  });
  if (!steady || bytes == 0 || bytes > AskedNote::kMaxBytes) return false;
  folder.resize(bytes);
  return SipHash(key).finish(folder.data(), bytes) == hash;
}

}  // namespace mamori::shim
