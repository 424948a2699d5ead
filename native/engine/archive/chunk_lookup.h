#pragma once

#include "codec/chunk_id.h"

namespace mamori {

/// Says which chunks need not be stored; thread-safe.
class ChunkLookup {
 public:
  virtual ~ChunkLookup() = default;

  /// True when the caller is the first to ask for a chunk that the vault does not have: it must store it.
  virtual bool claim(const ChunkId& id) = 0;
};

}  // namespace mamori
