#pragma once

#include <cstddef>
#include <cstdint>

#include "os/token.h"
#include "path/path_style.h"

/*
 * What the status table is made of: pieces of shared memory (os/shared_memory.h says where they are). All numbers are little-endian; every piece has one size for as
 * long as it exists.
 *
 *   status            the rendezvous: where the present table is, and that its writer lives
 *   <token>.segment   one generation of the table
 *   <token>.asked     folders that readers asked for; the only one that readers write
 */
namespace mamori::shim {

inline constexpr std::uint32_t kTableFormat = 1;
inline constexpr const char* kRendezvousName = "status";
inline constexpr const char* kSegmentEnding = ".segment";
inline constexpr const char* kAskedEnding = ".asked";

/// After so long without a sign of life nothing is shown: with a sign every second, 5 s after the writer was killed.
inline constexpr std::uint64_t kHeartbeatLimitMs = 4'000;

struct Rendezvous {
  static constexpr std::uint64_t kMagic = 0x315441545352'4d4d;  // "MMRSTAT1"

  std::uint64_t magic;
  std::uint32_t format;        // as written
  std::uint32_t readableFrom;  // the oldest format whose readers understand it
  std::uint64_t heartbeatMs;   // sinceBootMs at the last sign of life, 0 for none; on its own, outside the lock
  std::uint64_t generation;    // likewise; changes last when the table moves
  std::uint32_t sequence;      // seqlock of what follows
  std::uint32_t reserved;
  std::uint64_t writerPid;
  std::uint64_t writerStartedAt;
  std::uint64_t segmentBytes;
  std::uint64_t segmentToken[kTokenBytes / 8];
  std::uint64_t askedToken[kTokenBytes / 8];
};
inline constexpr std::size_t kRendezvousBytes = 4096;

struct SegmentHeader {
  static constexpr std::uint64_t kMagic = 0x314d4745'53524d4d;  // "MMRSEGM1"

  std::uint64_t magic;
  std::uint32_t format;
  std::uint32_t pathStyle;
  std::uint64_t generation;
  std::uint64_t segmentBytes;
  std::uint64_t keyLow, keyHigh;
  std::uint32_t buckets;  // a power of two
  std::uint32_t reserved;
  std::uint64_t booleans;
};

/// One word a root: nothing else about it needs more than one write.
inline constexpr std::size_t kRoots = 256;
inline constexpr std::uint32_t kRootUsed = 1, kRootTrusted = 2;

struct Spelling {
  std::uint32_t offset;  // into the texts, a multiple of 8; padded with zeros to the next one
  std::uint32_t bytes;
  std::uint32_t root;
};
struct SpellingTable {
  static constexpr std::size_t kMaxSpellings = 1024;
  static constexpr std::size_t kTextBytes = 112 * 1024;

  std::uint32_t sequence;
  std::uint32_t count;
  Spelling entries[kMaxSpellings];
  std::uint64_t texts[kTextBytes / 8];
};

struct MenuSection {
  static constexpr std::size_t kMaxBytes = 65'520;

  std::uint32_t sequence;
  std::uint32_t version;
  std::uint32_t bytes;
  std::uint32_t reserved;
  std::uint64_t words[kMaxBytes / 8];
};

/// A cache line: five rows under one lock.
struct alignas(64) Bucket {
  static constexpr std::size_t kRows = 5;

  std::uint32_t sequence;
  std::uint32_t values[kRows];
  std::uint64_t keys[kRows];
};
static_assert(sizeof(Bucket) == 64);
inline constexpr std::uint64_t kFreeKey = 0;     // nothing was ever there: a look-up ends
inline constexpr std::uint64_t kRemovedKey = 1;  // something was: it goes on

inline constexpr std::uint32_t kMinBuckets = 1u << 12;
inline constexpr std::uint32_t kMaxBuckets = 1u << 24;  // 1 GiB, 80 million rows
/// Buckets that a row may lie past its own. At 70 % of the rows used, the longest of a million chains seen was 12.
inline constexpr std::uint32_t kProbes = 64;

inline constexpr std::size_t kPage = 4096;
constexpr std::size_t roundUp(std::size_t bytes) noexcept { return (bytes + kPage - 1) / kPage * kPage; }

/// Where things lie in a segment: fixed but for the buckets, so that the file's size and one number say it all.
struct SegmentPlan {
  static constexpr std::size_t kRootsAt = kPage;
  static constexpr std::size_t kSpellingsAt = kRootsAt + roundUp(kRoots * sizeof(std::uint32_t));
  static constexpr std::size_t kMenuAt = kSpellingsAt + roundUp(sizeof(SpellingTable));
  static constexpr std::size_t kBucketsAt = kMenuAt + roundUp(sizeof(MenuSection));

  static constexpr std::size_t bytesFor(std::uint32_t buckets) noexcept { return kBucketsAt + std::size_t{buckets} * sizeof(Bucket); }
};

/// A ring: `head` counts the notes made.
struct AskedNote {
  static constexpr std::size_t kMaxBytes = 1024;

  std::uint32_t sequence;
  std::uint32_t bytes;
  std::uint64_t hash;  // of the bytes: a note that two readers wrote at once is told by it
  std::uint64_t words[kMaxBytes / 8];
};
struct AskedRing {
  static constexpr std::uint64_t kMagic = 0x31444b53'41524d4d;  // "MMRASKD1"
  static constexpr std::uint32_t kNotes = 256;

  std::uint64_t magic;
  std::uint32_t head;
  std::uint32_t reserved;
  AskedNote notes[kNotes];
};
inline constexpr std::size_t kAskedBytes = roundUp(sizeof(AskedRing));

}  // namespace mamori::shim
