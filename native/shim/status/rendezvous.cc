#include "status/rendezvous.h"

#include <algorithm>
#include <array>

#include "status/seqlock.h"
#include "status/word_copy.h"

namespace mamori::shim {
namespace {

std::string loadToken(const std::uint64_t* words) {
  std::array<std::uint8_t, kTokenBytes> bytes{};
  loadBytes(words, bytes.data(), bytes.size());
  return std::string(bytes.begin(), bytes.end());
}

void storeToken(std::uint64_t* words, const std::string& token) noexcept {
  storeBytes(words, reinterpret_cast<const std::uint8_t*>(token.data()), std::min(token.size(), kTokenBytes));
}

}  // namespace

std::optional<TablePlace> readPlace(const Rendezvous& rendezvous) {
  if (load(rendezvous.magic) != Rendezvous::kMagic) return std::nullopt;
  const std::uint32_t written = load(rendezvous.format), readableFrom = load(rendezvous.readableFrom);
  if (written < kTableFormat || readableFrom > kTableFormat) return std::nullopt;
  TablePlace place;
  place.generation = load(rendezvous.generation, std::memory_order_acquire);
  std::array<std::uint64_t, kTokenBytes / 8> segment{}, asked{};
  const bool steady = readSteadily(rendezvous.sequence, [&] {
    place.segmentBytes = load(rendezvous.segmentBytes);
    place.writer = {load(rendezvous.writerPid), load(rendezvous.writerStartedAt)};
    for (std::size_t word = 0; word < segment.size(); ++word) {
      segment[word] = load(rendezvous.segmentToken[word]);
      asked[word] = load(rendezvous.askedToken[word]);
    }
  });
  place.segmentToken = loadToken(segment.data());
  place.askedToken = loadToken(asked.data());
  if (!steady || !isToken(place.segmentToken) || !isToken(place.askedToken)) return std::nullopt;
  if (place.segmentBytes > SegmentPlan::bytesFor(kMaxBuckets)) return std::nullopt;
  return place;
}

void writePlace(Rendezvous& rendezvous, const TablePlace& place) noexcept {
  {
    const SeqlockWrite writing(rendezvous.sequence);
    store(rendezvous.magic, Rendezvous::kMagic);
    store(rendezvous.format, kTableFormat);
    store(rendezvous.readableFrom, kTableFormat);
    store(rendezvous.writerPid, place.writer.pid);
    store(rendezvous.writerStartedAt, place.writer.startedAt);
    store(rendezvous.segmentBytes, place.segmentBytes);
    storeToken(rendezvous.segmentToken, place.segmentToken);
    storeToken(rendezvous.askedToken, place.askedToken);
  }
  store(rendezvous.generation, place.generation, std::memory_order_release);
}

bool isAlive(const Rendezvous& rendezvous) noexcept {
  const std::uint64_t beat = load(rendezvous.heartbeatMs);
  const std::uint64_t now = sinceBootMs();
  return beat != 0 && beat <= now + 1'000 && now - std::min(beat, now) <= kHeartbeatLimitMs;
}

}  // namespace mamori::shim
