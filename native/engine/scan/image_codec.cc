#include "image_codec.h"

#include <algorithm>
#include <limits>

namespace mamori {
namespace {

std::size_t sharedPrefix(std::string_view a, std::string_view b) noexcept {
  const std::size_t limit = std::min(a.size(), b.size());
  std::size_t shared = 0;
  while (shared < limit && a[shared] == b[shared]) ++shared;
  return shared;
}

// Differences wrap: inodes may use all 64 bits, and a damaged clock may give any time.
std::int64_t difference(std::uint64_t a, std::uint64_t b) noexcept { return static_cast<std::int64_t>(a - b); }
std::uint64_t sum(std::uint64_t a, std::int64_t b) noexcept { return a + static_cast<std::uint64_t>(b); }

}  // namespace

void ImageEncoder::varint(std::uint64_t value) {
  std::uint8_t buffer[kMaxVarintBytes];
  bytes_.insert(bytes_.end(), buffer, writeVarint(buffer, value));
}

void ImageEncoder::text(std::string& previous, std::string_view next) {
  const std::size_t shared = sharedPrefix(previous, next);
  varint(shared);
  varint(next.size() - shared);
  bytes_.insert(bytes_.end(), next.begin() + static_cast<std::ptrdiff_t>(shared), next.end());
  previous.assign(next);
}

void ImageEncoder::startFrame() {
  bytes_.clear();
  firstRecordBytes_ = 0;
  path_.clear();
  state_ = {};
}

void ImageEncoder::directory(std::string_view path, bool continues) {
  bytes_.push_back(continues ? ImageTag::continues : 0);
  text(path_, path);
  state_.name.clear();
  if (firstRecordBytes_ == 0) firstRecordBytes_ = bytes_.size();
}

void ImageEncoder::entry(const ImageEntry& entry, std::string_view name) {
  const auto kind = static_cast<std::uint8_t>(entry.kind);
  const ImageDeltaState::Owner owner{entry.mode | (entry.mounted ? kMountedBit : 0), entry.uid, entry.gid};
  const bool sameOwner = state_.owners[kind] == owner;
  const bool sameTimes = entry.mtimeNs == entry.ctimeNs;
  bytes_.push_back(static_cast<std::uint8_t>(
      kind | (sameOwner ? ImageTag::sameOwner : 0) | (entry.racy ? ImageTag::racy : 0) |
      (sameTimes ? ImageTag::sameTimes : 0) | (entry.recordHash ? ImageTag::hasHash : 0) |
      (entry.size ? 0 : ImageTag::empty)));
  text(state_.name, name);
  const auto mtime = static_cast<std::uint64_t>(entry.mtimeNs);
  if (entry.size) varint(entry.size);
  varint(zigzag(difference(mtime, static_cast<std::uint64_t>(state_.mtimeNs))));
  if (!sameTimes) varint(zigzag(difference(static_cast<std::uint64_t>(entry.ctimeNs), mtime)));
  varint(zigzag(difference(entry.inode, state_.inode)));
  if (!sameOwner) {
    varint(owner.mode);
    varint(owner.uid);
    varint(owner.gid);
  }
  if (entry.recordHash) {
    std::uint8_t hash[8];
    storeU64(hash, entry.recordHash);
    bytes_.insert(bytes_.end(), hash, hash + sizeof hash);
  }
  state_.mtimeNs = entry.mtimeNs;
  state_.inode = entry.inode;
  state_.owners[kind] = owner;
}

bool ImageDecoder::nextIsDirectory() noexcept {
  if (!tagRead_) tag_ = reader_.byte();
  tagRead_ = true;
  return (tag_ & ImageTag::kindMask) == 0;
}

bool ImageDecoder::text(std::string& previous) {
  const std::uint64_t shared = reader_.varint();
  const ByteView suffix = reader_.bytes(reader_.varint());
  if (reader_.failed() || shared > previous.size()) return false;
  previous.resize(static_cast<std::size_t>(shared));
  previous.append(textOf(suffix));
  return true;
}

bool ImageDecoder::directory(std::string& path, bool& continues) {
  if (!nextIsDirectory()) return false;
  tagRead_ = false;
  continues = tag_ & ImageTag::continues;
  if (!text(path_)) return false;
  path = path_;
  state_.name.clear();
  return true;
}

bool ImageDecoder::entry(ImageDirectory& out) {
  if (nextIsDirectory()) return false;
  tagRead_ = false;
  const std::uint8_t kind = tag_ & ImageTag::kindMask;
  ImageDeltaState::Owner& owner = state_.owners[kind];
  if (!text(state_.name)) return false;
  ImageEntry entry;
  entry.kind = static_cast<EntryKind>(kind);
  entry.racy = tag_ & ImageTag::racy;
  entry.size = tag_ & ImageTag::empty ? 0 : reader_.varint();
  entry.mtimeNs = static_cast<std::int64_t>(sum(static_cast<std::uint64_t>(state_.mtimeNs), reader_.signedVarint()));
  entry.ctimeNs = entry.mtimeNs;
  if (!(tag_ & ImageTag::sameTimes)) {
    entry.ctimeNs = static_cast<std::int64_t>(sum(static_cast<std::uint64_t>(entry.mtimeNs), reader_.signedVarint()));
  }
  entry.inode = sum(state_.inode, reader_.signedVarint());
  if (!(tag_ & ImageTag::sameOwner)) {
    owner.mode = reader_.varint();
    owner.uid = static_cast<std::uint32_t>(reader_.varint());
    owner.gid = static_cast<std::uint32_t>(reader_.varint());
  }
  if (tag_ & ImageTag::hasHash) entry.recordHash = reader_.u64();
  if (reader_.failed() || state_.name.size() > std::numeric_limits<std::uint16_t>::max()) {
    return false;
  }
  entry.mode = static_cast<std::uint32_t>(owner.mode);
  entry.mounted = (owner.mode & kMountedBit) != 0;
  entry.uid = owner.uid;
  entry.gid = owner.gid;
  state_.mtimeNs = entry.mtimeNs;
  state_.inode = entry.inode;
  out.add(entry, state_.name);
  return true;
}

}  // namespace mamori
