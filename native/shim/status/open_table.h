#pragma once

#include <cstdint>
#include <string>

#include "os/shared_memory.h"
#include "status/rendezvous.h"
#include "status/segment.h"

namespace mamori::shim {

/// What a look for the present table found, in the order in which it looks: the numbers of MAMORI_TABLE_….
enum class TableFound : std::int32_t {
  kPublished = 0,
  kSilent = 1,       // likewise, but its writer has given no sign of life lately, or not yet
  kNothing = 2,      // nobody has published here, or who did took it back
  kEnded = 3,        // its writer has ended and took nothing back
  kDamaged = 4,      // somebody has changed what stands there
  kUnreachable = 5,  // its writer runs, and the system does not let this process look into it
  kOtherFormat = 6,  // of a format that this library cannot read
  kForeign = 7,      // the folder, or what lies in it, is not this user's alone
};

/// The table as one look found it.
struct OpenTable {
  MappedFile rendezvous, segmentFile, askedFile;
  Segment segment;
  TablePlace place;  // its writer is set from kEnded on, where it is known
};

/// Maps the table that is published at `path`: `out` is complete for kPublished and kSilent alone. A few system calls; may throw std::bad_alloc.
TableFound openTable(const std::string& path, OpenTable& out);

}  // namespace mamori::shim
