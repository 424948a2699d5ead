#include "crypto/pair_compression.h"

namespace mamori {

PairCompression findPairCompression() noexcept { return nullptr; }

}  // namespace mamori
