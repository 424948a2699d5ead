#include "pack/container_writer.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "pack/padme.h"

namespace mamori {
namespace {

constexpr std::uint8_t kTrailerMagic[8] = {'M', 'M', 'R', 'P', 'A', 'C', 'K', '1'};

/// Number of zeros whose envelope has exactly `sealedBytes`; nothing where no number gives that size.
std::optional<std::uint64_t> zerosFor(std::uint64_t sealedBytes) {
  if (sealedBytes < sealedSize(0)) return std::nullopt;
  const std::uint64_t partsAndText = sealedBytes - kEnvelopeHeaderBytes;
  constexpr std::uint64_t kSealedPart = kPartBytes + kPartOverheadBytes;
  const std::uint64_t parts = std::max<std::uint64_t>(1, (partsAndText + kSealedPart - 1) / kSealedPart);
  if (partsAndText < parts * kPartOverheadBytes) return std::nullopt;
  const std::uint64_t zeros = partsAndText - parts * kPartOverheadBytes;
  return sealedSize(zeros) == sealedBytes ? std::optional(zeros) : std::nullopt;
}

/// Zeros that bring an object of `size` bytes to `target`, given that the footer grows by the padding's own entry
/// (type, two varints, a zero count). The varints' lengths depend on the answer, so each pair of lengths is tried.
std::optional<std::uint64_t> zerosToReach(std::uint64_t size, std::uint64_t target) {
  for (std::size_t sealedLength = 1; sealedLength <= 5; ++sealedLength) {
    for (std::size_t rawLength = 1; rawLength <= sealedLength; ++rawLength) {
      const std::uint64_t entry = 1 + sealedLength + rawLength + 1;
      if (target < size + entry) continue;
      const std::uint64_t sealedBytes = target - size - entry;
      const auto zeros = zerosFor(sealedBytes);
      if (zeros && varintSize(sealedBytes) == sealedLength && varintSize(*zeros) == rawLength) return zeros;
    }
  }
  return std::nullopt;
}

}  // namespace

ByteBuffer SealedContainer::join() const {
  ByteBuffer bytes;
  bytes.reserve(static_cast<std::size_t>(sizeBytes));
  for (const ByteBuffer& piece : pieces) append(bytes, piece);
  return bytes;
}

ContainerWriter::ContainerWriter(const Keyring& keyring, ContainerKind kind, std::uint64_t targetBytes, Padding padding)
    : keyring_(keyring), kind_(kind), targetBytes_(targetBytes), padding_(padding) {}

void ContainerWriter::append(SealedSegment segment) {
  segments_.push_back(std::move(segment.info));
  appendPiece(std::move(segment.bytes));
}

void ContainerWriter::appendPiece(ByteBuffer piece) {
  sizeBytes_ += piece.size();
  pieces_.push_back(std::move(piece));
  hash_.append(pieces_.back());  // a vector's bytes stay where they are when it is moved
}

Status ContainerWriter::appendPadding() {
  const auto sizeWith = [this](std::size_t segmentCount) {
    const std::size_t footer = encodeFooter(kind_, segments_).size() - varintSize(segments_.size()) + varintSize(segmentCount);
    return sizeBytes_ + sealedSize(footer) + kTrailerBytes;
  };
  const std::uint64_t unpadded = sizeWith(segments_.size());
  if (padmeSize(unpadded) == unpadded) return {};
  const std::uint64_t base = sizeWith(segments_.size() + 1);
  // The next Padmé size may be too near for an envelope; the one after it, or one further, is not.
  std::uint64_t target = padmeSize(base);
  std::optional<std::uint64_t> zeros;
  while (!(zeros = zerosToReach(base, target))) target = padmeSize(target + 1);
  const ByteBuffer plain(static_cast<std::size_t>(*zeros), std::uint8_t{0});
  SealedSegment segment;
  MAMORI_TRY(sealEnvelope(keyring_, EnvelopeType::padding, false, plain, segment.bytes));
  segment.info = {EnvelopeType::padding, static_cast<std::uint32_t>(segment.bytes.size()),
                  static_cast<std::uint32_t>(plain.size()), {}};
  append(std::move(segment));
  return {};
}

Result<SealedContainer> ContainerWriter::finish() {
  assert(!empty());
  if (padding_ == Padding::padme) MAMORI_TRY(appendPadding());
  // Never compressed: it is mostly chunk ids, and the padding's size relies on it.
  ByteBuffer footer;
  MAMORI_TRY(sealEnvelope(keyring_, EnvelopeType::footer, false, encodeFooter(kind_, segments_), footer));
  const std::size_t footerBytes = footer.size();
  footer.resize(footerBytes + kTrailerBytes);
  std::uint8_t* const trailer = footer.data() + footerBytes;
  storeU32(trailer, static_cast<std::uint32_t>(footerBytes));
  storeU32(trailer + 4, 0);
  std::copy(std::begin(kTrailerMagic), std::end(kTrailerMagic), trailer + 8);
  appendPiece(std::move(footer));
  return SealedContainer{kind_, hash_.finish(), std::exchange(sizeBytes_, 0),
                         std::exchange(pieces_, {}), std::exchange(segments_, {})};
}

}  // namespace mamori
