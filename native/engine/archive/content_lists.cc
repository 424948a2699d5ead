#include "archive/content_lists.h"

#include <algorithm>

namespace mamori {
namespace {

// Of the vault format, section 6.
constexpr std::size_t kMaxListedIds = 64;

// Lists are cut behind ids whose low bits are zero, so that lists that differ in one place share all other chunks:
// 128 to 4,096 ids, 640 on average, which is 10 KiB.
constexpr std::size_t kMinIdsPerList = 128;
constexpr std::size_t kMaxIdsPerList = 4096;
constexpr std::uint8_t kCutMaskHigh = 0x01;

bool endsList(const ChunkId& id) noexcept { return id.bytes[15] == 0 && (id.bytes[14] & kCutMaskHigh) == 0; }

Result<std::vector<ChunkId>> nameLists(const std::vector<ChunkId>& ids, const NameList& nameList) {
  std::vector<ChunkId> lists;
  for (std::size_t begin = 0; begin < ids.size();) {
    std::size_t end = std::min(ids.size(), begin + kMinIdsPerList);
    while (end < ids.size() && end - begin < kMaxIdsPerList && !endsList(ids[end - 1])) ++end;
    MAMORI_ASSIGN(const ChunkId id, nameList(ByteView(ids[begin].bytes.data(), (end - begin) * sizeof(ChunkId))));
    lists.push_back(id);
    begin = end;
  }
  return lists;
}

}  // namespace

Result<ContentReference> referenceTo(std::vector<ChunkId> ids, const NameList& nameList) {
  ContentReference content;
  content.ids = std::move(ids);
  for (; content.ids.size() > kMaxListedIds; ++content.depth) {
    MAMORI_ASSIGN(content.ids, nameLists(content.ids, nameList));
  }
  return content;
}

}  // namespace mamori
