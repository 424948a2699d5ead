#pragma once

#include <cstdint>

#include "base/result.h"
#include "codec/byte_buffer.h"

namespace mamori {

/// CPU time of one core and size of segments of 900 KB, zstd 1.5.7: source code and documents take 381, 383 and 317 MB/s at
/// levels 1, 2 and 3 and shrink to 18.9, 17.3 and 16.4 %; words of a large vocabulary 400, 271 and 214 MB/s, to 66, 48 and 41 %.
/// Level 2 keeps most of the saving while two cores still outrun the other steps of a first backup.
inline constexpr int kDefaultCompressionLevel = 2;

/// Compresses into one zstd frame (RFC 8878) that states its content's size and carries no checksum (the seal authenticates it).
///
/// `out` is overwritten. Returns false, with `out` undefined, when that would save less than 1/32 of `plain`,
/// or when a sample of it already looks random: such data is stored as it is (vault format, section 5).
/// Contexts are kept per thread (about 1 MB each at the default level).
bool compressIfWorthwhile(ByteView plain, ByteBuffer& out, int level = kDefaultCompressionLevel);

/// Decompresses one whole frame. Any input is safe; fails with `vault.damaged-object`, also for a frame that does not
/// state its size, that is larger than `maxPlainBytes`, or that is followed by other bytes.
Result<ByteBuffer> decompress(ByteView frame, std::uint64_t maxPlainBytes);

/// As decompress, into a place of exactly the expected size.
Status decompressInto(ByteView frame, MutableBytes plain);

/// True when 16 KiB taken evenly from `plain` have byte frequencies that no coder gains from; 6 µs.
bool looksIncompressible(ByteView plain) noexcept;

}  // namespace mamori
