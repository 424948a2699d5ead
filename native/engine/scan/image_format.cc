#include "image_format.h"

#include <algorithm>

#include "../base/hash64.h"

namespace mamori {
namespace {

// CR LF at the end shows a file that went through a text conversion.
constexpr std::uint8_t kMagic[8] = {'M', 'A', 'M', 'I', 'M', 'G', '\r', '\n'};
constexpr std::size_t kHashedBytes = kImageHeaderBytes - 8;

}  // namespace

std::array<std::uint8_t, kImageHeaderBytes> formatImageHeader(const ImageHeader& header) noexcept {
  std::array<std::uint8_t, kImageHeaderBytes> bytes{};
  std::copy(std::begin(kMagic), std::end(kMagic), bytes.begin());
  storeU32(bytes.data() + 8, kImageVersion);
  std::copy(header.sourceId.begin(), header.sourceId.end(), bytes.begin() + 16);
  storeU64(bytes.data() + 32, header.sequence);
  storeU64(bytes.data() + 40, header.rootInode);
  storeU64(bytes.data() + kHashedBytes, hash64({bytes.data(), kHashedBytes}));
  return bytes;
}

bool parseImageHeader(ByteView bytes, ImageHeader& header) noexcept {
  if (bytes.size() != kImageHeaderBytes || !std::equal(std::begin(kMagic), std::end(kMagic), bytes.begin())) return false;
  if (loadU32(bytes.data() + 8) != kImageVersion) return false;
  if (loadU64(bytes.data() + kHashedBytes) != hash64(bytes.first(kHashedBytes))) return false;
  std::copy_n(bytes.begin() + 16, header.sourceId.size(), header.sourceId.begin());
  header.sequence = loadU64(bytes.data() + 32);
  header.rootInode = loadU64(bytes.data() + 40);
  return true;
}

}  // namespace mamori
