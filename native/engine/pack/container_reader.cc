#include "pack/container_reader.h"

#include <cstring>

#include "codec/zstd.h"
#include "pack/container_writer.h"

namespace mamori {
namespace {

constexpr std::string_view kTrailerMagic = "MMRPACK1";
// Footers are bounded by what a pack can hold: 64 MiB of one-byte chunks would need 1.2 GB, far beyond what is written.
constexpr std::uint64_t kMaxFooterBytes = 1u << 30;

Error damaged(const char* what) { return makeError("vault.damaged-object", what); }

}  // namespace

Result<std::uint64_t> tailBytes(ByteView lastBytes, std::uint64_t objectBytes) {
  if (lastBytes.size() < kTrailerBytes || objectBytes < lastBytes.size()) return damaged("container cut short");
  const ByteView trailer = lastBytes.last(kTrailerBytes);
  if (textOf(trailer.subspan(8)) != kTrailerMagic || loadU32(trailer.data() + 4) != 0) return damaged("container trailer");
  const std::uint64_t footerBytes = loadU32(trailer.data());
  if (footerBytes > kMaxFooterBytes || footerBytes + kTrailerBytes > objectBytes) return damaged("container footer length");
  return footerBytes + kTrailerBytes;
}

Result<ContainerTable> readContainerTable(const Keyring& keyring, ByteView tail, std::uint64_t objectBytes,
                                          Integrity integrity) {
  MAMORI_ASSIGN(const std::uint64_t needed, tailBytes(tail, objectBytes));
  if (tail.size() < needed) return damaged("container tail not read whole");
  const ByteView sealed = tail.last(static_cast<std::size_t>(needed)).first(static_cast<std::size_t>(needed - kTrailerBytes));
  MAMORI_ASSIGN(const ByteBuffer plain, openEnvelope(keyring, EnvelopeType::footer, sealed, kMaxFooterBytes, integrity));
  MAMORI_ASSIGN(Footer footer, decodeFooter(plain));
  ContainerTable table{footer.kind, {}};
  table.segments.reserve(footer.segments.size());
  std::uint64_t offset = 0;
  for (SegmentInfo& segment : footer.segments) {
    table.segments.push_back({offset, std::move(segment)});
    offset += table.segments.back().info.sealedBytes;
  }
  if (offset + needed != objectBytes) return damaged("container size");
  return table;
}

Result<ByteBuffer> openSegment(const Keyring& keyring, const SegmentInfo& info, ByteView sealed, Integrity integrity) {
  ByteBuffer copy(sealed.begin(), sealed.end());
  return openSegmentConsuming(keyring, info.type, info.rawBytes, copy, integrity);
}

Result<ByteBuffer> openSegmentConsuming(const Keyring& keyring, EnvelopeType type, std::uint32_t rawBytes,
                                        MutableBytes sealed, Integrity integrity) {
  MAMORI_ASSIGN(const OpenedEnvelope opened, openEnvelopeInPlace(keyring, type, sealed, integrity));
  ByteBuffer plain(rawBytes);
  if (opened.compressed) {
    MAMORI_TRY(decompressInto(opened.stored, plain));
  } else if (opened.stored.size() == rawBytes) {
    if (rawBytes > 0) std::memcpy(plain.data(), opened.stored.data(), rawBytes);
  } else {
    return damaged("segment of another size");
  }
  return plain;
}

}  // namespace mamori
