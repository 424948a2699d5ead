#include "status/bucket_table.h"

#include "status/seqlock.h"

namespace mamori::shim {
namespace {

std::size_t bucketOf(std::span<const Bucket> buckets, std::uint64_t key, std::uint32_t probe) noexcept {
  return static_cast<std::size_t>(key + probe) & (buckets.size() - 1);
}

struct Place {
  Bucket* bucket = nullptr;
  std::size_t row = 0;
};

/// Where the key is; or, in `vacant`, the first place it may go to.
Place search(std::span<Bucket> buckets, std::uint64_t key, Place& vacant) noexcept {
  for (std::uint32_t probe = 0; probe < kProbes; ++probe) {
    Bucket& bucket = buckets[bucketOf(buckets, key, probe)];
    for (std::size_t row = 0; row < Bucket::kRows; ++row) {
      const std::uint64_t held = load(bucket.keys[row]);
      if (held == key) return {&bucket, row};
      if (held > kRemovedKey) continue;
      if (!vacant.bucket) vacant = {&bucket, row};
      if (held == kFreeKey) return {};
    }
  }
  return {};
}

}  // namespace

Found findRow(std::span<const Bucket> buckets, std::uint64_t key, std::uint32_t& value) noexcept {
  for (std::uint32_t probe = 0; probe < kProbes; ++probe) {
    const Bucket& bucket = buckets[bucketOf(buckets, key, probe)];
    bool found = false, ends = false;
    const bool steady = readSteadily(bucket.sequence, [&] {
      found = ends = false;
      for (std::size_t row = 0; row < Bucket::kRows && !found && !ends; ++row) {
        const std::uint64_t held = load(bucket.keys[row]);
        if (held == key) {
          value = load(bucket.values[row]);
          found = true;
        }
        ends = held == kFreeKey;
      }
    });
    if (!steady) return Found::kTorn;
    if (found) return Found::kRow;
    if (ends) return Found::kNothing;
  }
  return Found::kNothing;
}

Put putRow(std::span<Bucket> buckets, std::uint64_t key, std::uint32_t value) noexcept {
  Place vacant;
  Place place = search(buckets, key, vacant);
  const bool isNew = !place.bucket;
  if (isNew) place = vacant;
  if (!place.bucket) return Put::kFull;
  const SeqlockWrite writing(place.bucket->sequence);
  store(place.bucket->values[place.row], value);
  store(place.bucket->keys[place.row], key);
  return isNew ? Put::kAdded : Put::kReplaced;
}

bool removeRow(std::span<Bucket> buckets, std::uint64_t key) noexcept {
  Place vacant;
  const Place place = search(buckets, key, vacant);
  if (!place.bucket) return false;
  const SeqlockWrite writing(place.bucket->sequence);
  store(place.bucket->keys[place.row], kRemovedKey);
  return true;
}

}  // namespace mamori::shim
