#pragma once

#include <vector>

#include "base/result.h"
#include "codec/byte_buffer.h"
#include "codec/chunk_id.h"
#include "pack/envelope_type.h"

namespace mamori {

enum class ContainerKind : std::uint8_t { dataPack = 1, metadataPack = 2, runObject = 3 };

struct ChunkInfo {
  ChunkId id;
  std::uint32_t rawBytes;

  bool operator==(const ChunkInfo&) const = default;
};

/// A segment as a container's footer describes it. Its chunks lie one after another in its plaintext.
struct SegmentInfo {
  EnvelopeType type = EnvelopeType::dataSegment;
  std::uint32_t sealedBytes = 0;  // the whole envelope
  std::uint32_t rawBytes = 0;     // the plaintext after decompression
  std::vector<ChunkInfo> chunks;

  bool operator==(const SegmentInfo&) const = default;
};

/// The plaintext of a footer (vault format, section 5).
ByteBuffer encodeFooter(ContainerKind kind, const std::vector<SegmentInfo>& segments);

struct Footer {
  ContainerKind kind;
  std::vector<SegmentInfo> segments;
};

/// Reads a footer's plaintext. Any input is safe, and memory stays within a small multiple of its size.
///
/// Fails with `vault.damaged-object` where fields are missing or excess, a type is no segment's, or the chunks of a
/// segment do not add up to its rawBytes (run roots and padding have none).
Result<Footer> decodeFooter(ByteView plaintext);

}  // namespace mamori
