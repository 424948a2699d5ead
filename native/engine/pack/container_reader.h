#pragma once

#include <vector>

#include "pack/envelope.h"
#include "pack/footer.h"

namespace mamori {

/// Bytes to read from the end of an object so that one request usually brings trailer and footer: a 32 MiB pack of chunks of
/// 1.2 KB has a footer of half a MiB; most are far smaller.
inline constexpr std::uint64_t kTailGuessBytes = 64 << 10;

struct LocatedSegment {
  std::uint64_t offset;  // in the object
  SegmentInfo info;
};

struct ContainerTable {
  ContainerKind kind;
  std::vector<LocatedSegment> segments;
};

/// Length of the footer envelope plus trailer, from the object's last 16 bytes (more may be given).
/// Fails with `vault.damaged-object`, also when it exceeds the object.
Result<std::uint64_t> tailBytes(ByteView lastBytes, std::uint64_t objectBytes);

/// Opens footer and trailer: `tail` is the object's end, at least tailBytes() of it.
///
/// Any input is safe. Fails as openEnvelope does, and with `vault.damaged-object` where segments and footer do not fill the object.
Result<ContainerTable> readContainerTable(const Keyring& keyring, ByteView tail, std::uint64_t objectBytes,
                                          Integrity integrity = Integrity::unknown);

/// Opens a segment and decompresses it to exactly the size that its footer states. `sealed` is info.sealedBytes long.
Result<ByteBuffer> openSegment(const Keyring& keyring, const SegmentInfo& info, ByteView sealed,
                               Integrity integrity = Integrity::unknown);

/// As openSegment for a reader that knows type and size from the chunk index; overwrites `sealed`, and saves the copy.
Result<ByteBuffer> openSegmentConsuming(const Keyring& keyring, EnvelopeType type, std::uint32_t rawBytes, MutableBytes sealed,
                                        Integrity integrity = Integrity::unknown);

}  // namespace mamori
