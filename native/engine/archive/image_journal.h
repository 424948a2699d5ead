#pragma once

#include <string>
#include <vector>

#include "scan/image_update.h"
#include "scan/path_order.h"

namespace mamori {

/// What continuous saves learn about single paths, beside the scan image: appended, never merged on the spot, so that a save does
/// not cost what rewriting the image costs.
///
/// The file `<image>.journal` is a sequence of groups, one per committed save:
///
///   u32 payload length · u64 hash64(payload, identity of the image) · payload
///   payload: varint sequence · varint count · per change: action 1 byte · directory bytes · name bytes · [fields of the entry]
///
/// A group that belongs to another image, or that a crash cut short, is skipped: its paths are then looked at again by the next
/// scan, which costs time and no correctness.
struct JournalChange {
  std::string directory;
  std::string name;
  EntryOutcome outcome;  // store or forget
};

/// Appends the changes of one committed run, durably; nothing when there is no image to go with. Cost: the changes, and one sync.
Status appendToJournal(const std::string& imagePath, std::uint64_t sequence, const std::vector<JournalChange>& changes);

/// Brings the image up to date with its journal and removes the journal. Without a journal this costs one failed open;
/// else the image is rewritten (0.3 µs an entry). A damaged image is left as it is, for the caller to find.
Status mergeJournal(const std::string& imagePath);

void removeJournal(const std::string& imagePath) noexcept;

}  // namespace mamori
