#include <algorithm>
#include <map>
#include <set>

#include "hex.h"
#include "pack/container_reader.h"
#include "pack/container_writer.h"
#include "pack/padme.h"
#include "test_data.h"
#include "tests/check.h"

using namespace mamori;
using testdata::keyring;

namespace {

struct Content {
  ChunkId id;
  ByteBuffer bytes;
};

Content chunk(const Keyring& keys, std::size_t size, std::uint64_t seed) {
  ByteBuffer bytes = seed % 2 ? testdata::textBytes(size, seed) : testdata::randomBytes(size, seed);
  const ChunkId id = keys.chunkId(bytes);
  return {id, std::move(bytes)};
}

/// Adds all chunks to one builder and collects what it seals.
std::vector<SealedSegment> segmentsOf(const Keyring& keys, const std::vector<Content>& chunks) {
  SegmentBuilder builder(keys, EnvelopeType::dataSegment);
  std::vector<SealedSegment> segments;
  const auto take = [&segments](Result<std::optional<SealedSegment>> step) {
    CHECK(step.ok());
    if (step.ok() && *step) segments.push_back(std::move(**step));
  };
  for (const Content& content : chunks) take(builder.add(content.id, content.bytes));
  take(builder.finish());
  CHECK(builder.pendingBytes() == 0);
  return segments;
}

SealedContainer containerOf(const Keyring& keys, std::vector<SealedSegment> segments, ContainerKind kind = ContainerKind::dataPack,
                            Padding padding = Padding::none) {
  ContainerWriter writer(keys, kind, kDefaultPackBytes, padding);
  for (SealedSegment& segment : segments) writer.append(std::move(segment));
  return writer.finish().value();
}

}  // namespace

TEST("every chunk of a pack is found through its footer and comes back") {
  const Keyring keys = keyring();
  std::vector<Content> chunks;
  for (std::uint64_t i = 0; i < 60; ++i) chunks.push_back(chunk(keys, 1 + i * i * 137, i));
  chunks.push_back(chunk(keys, 3 << 20, 100));
  const SealedContainer pack = containerOf(keys, segmentsOf(keys, chunks));
  const ByteBuffer bytes = pack.join();
  CHECK(bytes.size() == pack.sizeBytes);
  CHECK(sha256(bytes) == pack.sha256);

  const auto table = readContainerTable(keys, bytes, bytes.size());
  REQUIRE(table.ok());
  CHECK(table->kind == ContainerKind::dataPack);
  std::map<ChunkId, ByteBuffer> found;
  for (const LocatedSegment& segment : table->segments) {
    const auto sealed = ByteView(bytes).subspan(segment.offset, segment.info.sealedBytes);
    const auto plain = openSegment(keys, segment.info, sealed);
    REQUIRE(plain.ok());
    std::size_t at = 0;
    for (const ChunkInfo& info : segment.info.chunks) {
      const ByteView content = ByteView(*plain).subspan(at, info.rawBytes);
      CHECK(keys.chunkId(content) == info.id);
      found[info.id] = ByteBuffer(content.begin(), content.end());
      at += info.rawBytes;
    }
  }
  CHECK(found.size() == chunks.size());
  for (const Content& content : chunks) CHECK(sameBytes(found[content.id], content.bytes));
}

TEST("segments hold 512 KiB to 1 MiB; a larger chunk is one of its own") {
  const Keyring keys = keyring();
  std::mt19937_64 random(3);
  std::vector<Content> chunks;
  for (std::uint64_t i = 0; i < 200; ++i) chunks.push_back(chunk(keys, 1 + random() % (i % 10 == 0 ? 1500000 : 60000), 2 * i));
  const auto segments = segmentsOf(keys, chunks);
  for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
    const SegmentInfo& info = segments[i].info;
    CHECK(info.rawBytes >= kSegmentMinimumBytes);
    CHECK(info.rawBytes <= kSegmentMaximumBytes || info.chunks.size() == 1);
    CHECK(info.sealedBytes == segments[i].bytes.size());
  }
}

TEST("segments are compressed where that saves at least 1/32") {
  const Keyring keys = keyring();
  const auto text = segmentsOf(keys, {chunk(keys, 600000, 1)});
  CHECK(text[0].info.sealedBytes < 300000);
  CHECK(text[0].bytes[6] == 1);
  const auto noise = segmentsOf(keys, {chunk(keys, 600000, 2)});
  CHECK(noise[0].info.sealedBytes == sealedSize(600000));
  CHECK(noise[0].bytes[6] == 0);
}

TEST("padded run objects have Padmé sizes at all sizes, and open") {
  const Keyring keys = keyring();
  CHECK(padmeSize(9) == 10 && padmeSize(1) == 1 && padmeSize(1000) == 1024 && padmeSize((1 << 20) + 1) == (1 << 20) + (1 << 15));
  std::set<std::uint64_t> sizes;
  for (std::size_t size = 0; size < 300000; size = size < 3000 ? size + 7 : size * 5 / 4) {
    const ByteBuffer root = testdata::randomBytes(size, size);
    std::vector<SealedSegment> segments;
    segments.push_back(sealRunRoot(keys, root).value());
    const SealedContainer run = containerOf(keys, std::move(segments), ContainerKind::runObject, Padding::padme);
    CHECK(padmeSize(run.sizeBytes) == run.sizeBytes);
    CHECK(run.sizeBytes <= padmeSize(size + 600));
    sizes.insert(run.sizeBytes);
    const ByteBuffer bytes = run.join();
    const auto table = readContainerTable(keys, bytes, bytes.size());
    REQUIRE(table.ok());
    CHECK(table->kind == ContainerKind::runObject && table->segments.size() <= 2);
    const LocatedSegment& padding = table->segments.back();
    if (padding.info.type != EnvelopeType::padding) continue;
    const auto zeros = openSegment(keys, padding.info, ByteView(bytes).subspan(padding.offset, padding.info.sealedBytes));
    REQUIRE(zeros.ok());
    CHECK(std::all_of(zeros->begin(), zeros->end(), [](std::uint8_t byte) { return byte == 0; }));
  }
  CHECK(sizes.size() < 120);
}

TEST("padding of more than one part works") {
  const Keyring keys = keyring();
  for (std::uint64_t extra = 0; extra < 12; ++extra) {
    ContainerWriter writer(keys, ContainerKind::runObject, kDefaultPackBytes, Padding::padme);
    for (std::uint64_t i = 0; i < 36; ++i) {
      SegmentBuilder builder(keys, EnvelopeType::dataSegment);
      const Content content = chunk(keys, (1 << 20) - extra, 2 * i);
      writer.append(std::move(**builder.add(content.id, content.bytes)));
    }
    const SealedContainer run = writer.finish().value();
    CHECK(padmeSize(run.sizeBytes) == run.sizeBytes);
    CHECK(readContainerTable(keys, run.pieces.back(), run.sizeBytes).ok());
  }
}

TEST("a writer can be used again after it has finished") {
  const Keyring keys = keyring();
  ContainerWriter writer(keys, ContainerKind::dataPack);
  for (int round = 0; round < 2; ++round) {
    CHECK(writer.empty());
    for (SealedSegment& segment : segmentsOf(keys, {chunk(keys, 1000, 1)})) writer.append(std::move(segment));
    const SealedContainer pack = writer.finish().value();
    CHECK(sha256(pack.join()) == pack.sha256);
    CHECK(pack.segments.size() == 1);
  }
}

TEST("footers survive encoding, and hostile ones are refused without a crash") {
  std::vector<SegmentInfo> segments;
  std::mt19937_64 random(11);
  for (int i = 0; i < 20; ++i) {
    SegmentInfo segment{i % 3 ? EnvelopeType::dataSegment : EnvelopeType::runRoot, static_cast<std::uint32_t>(random()), 0, {}};
    for (int c = i % 3 * 10; c > 0; --c) {
      segment.chunks.push_back({ChunkId::from(testdata::randomBytes(16, random()).data()), static_cast<std::uint32_t>(random() % 5000000)});
      segment.rawBytes += segment.chunks.back().rawBytes;
    }
    segments.push_back(segment);
  }
  const ByteBuffer good = encodeFooter(ContainerKind::metadataPack, segments);
  const auto decoded = decodeFooter(good);
  REQUIRE(decoded.ok());
  CHECK(decoded->kind == ContainerKind::metadataPack && decoded->segments == segments);
  for (std::size_t size = 0; size < good.size(); ++size) CHECK(!decodeFooter(ByteView(good).first(size)).ok());
  for (int round = 0; round < 50000; ++round) {
    ByteBuffer bad = good;
    for (std::uint64_t changes = 1 + random() % 4; changes > 0; --changes) bad[random() % bad.size()] = static_cast<std::uint8_t>(random());
    const auto result = decodeFooter(bad);
    CHECK(result.ok() || result.error().code == "vault.damaged-object");
  }
}

TEST("hostile containers are refused without a crash") {
  const Keyring keys = keyring();
  const ByteBuffer good = containerOf(keys, segmentsOf(keys, {chunk(keys, 5000, 1)})).join();
  CHECK(!readContainerTable(keys, ByteView(good).subspan(1), good.size() - 1).ok());
  std::mt19937_64 random(12);
  for (int round = 0; round < 20000; ++round) {
    ByteBuffer bad = good;
    for (std::uint64_t changes = 1 + random() % 3; changes > 0; --changes) {
      bad[bad.size() - 1 - random() % (random() % 2 ? 16 : bad.size())] ^= static_cast<std::uint8_t>(1 + random() % 255);
    }
    const auto table = readContainerTable(keys, bad, bad.size());
    CHECK(table.ok() || table.error().code.starts_with("vault."));
  }
}

int main(int argc, char** argv) { return check::run(argc, argv); }
