#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "path/root_spellings.h"
#include "path/siphash.h"
#include "status/layout.h"
#include "status/words.h"

namespace mamori::shim {

/// Makes a ring of zeros a ring.
void beginRing(AskedRing& ring) noexcept;

/// Notes a folder; any number of processes at once. A note that is overtaken by a whole round is lost.
void noteAsked(AskedRing& ring, SipKey key, std::span<const std::uint8_t> folder) noexcept;

/// Takes the notes made since `position`, which moves on, oldest first, until `accept` answers false for one, which stays.
/// Torn, lost and senseless ones are left out.
template <typename Accept>
void takeAsked(const AskedRing& ring, SipKey key, std::uint32_t& position, Accept accept);

/// One note, if it is whole.
bool readNote(const AskedNote& note, SipKey key, std::vector<std::uint8_t>& folder);

template <typename Accept>
void takeAsked(const AskedRing& ring, SipKey key, std::uint32_t& position, Accept accept) {
  const std::uint32_t head = load(ring.head);
  if (head - position > AskedRing::kNotes) position = head - AskedRing::kNotes;
  std::vector<std::uint8_t> folder;
  for (; position != head; ++position) {
    if (readNote(ring.notes[position % AskedRing::kNotes], key, folder) && !accept(folder)) return;
  }
}

}  // namespace mamori::shim
