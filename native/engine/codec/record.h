#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/byte_buffer.h"
#include "codec/chunk_id.h"

namespace mamori {

enum class RecordKind : std::uint8_t {
  file = 0,
  directory = 1,
  symbolicLink = 2,
  fifo = 3,
  socket = 4,
  characterDevice = 5,
  blockDevice = 6,
};

/// Bits of Record::flags. The three "has" bits follow from the fields and are set by encodeRecord itself.
namespace record_flag {
inline constexpr std::uint64_t generation = 1 << 0;
inline constexpr std::uint64_t torn = 1 << 1;          // changed while it was read
inline constexpr std::uint64_t metadataOnly = 1 << 2;  // the content is the previous version's
inline constexpr std::uint64_t sparse = 1 << 3;
inline constexpr std::uint64_t hasLinkGroup = 1 << 4;
inline constexpr std::uint64_t hasMovedFrom = 1 << 5;
inline constexpr std::uint64_t hasExtensions = 1 << 6;
}  // namespace record_flag

/// Names content: `ids` are its chunks at depth 0, else chunks that hold the ids of the level below (vault format, section 6).
struct ContentReference {
  std::uint32_t depth = 0;
  std::vector<ChunkId> ids;

  bool operator==(const ContentReference&) const = default;
};

enum class ExtensionTag : std::uint8_t {
  extendedAttribute = 1,
  securityDescriptor = 2,
  alternateStream = 3,
  windowsAttributes = 4,
  birthTime = 5,
};

/// Tags that this program does not know are kept as they are.
struct Extension {
  std::uint8_t tag;
  std::string value;

  bool operator==(const Extension&) const = default;
};

/// One version of a path: what is needed to bring it back (vault format, section 8).
struct Record {
  RecordKind kind = RecordKind::file;
  std::uint64_t flags = 0;
  std::uint64_t size = 0;
  std::int64_t mtimeNs = 0;
  std::uint32_t mode = 0;  // 07777
  std::uint64_t uid = 0;
  std::uint64_t gid = 0;
  ContentReference content;         // files
  std::string target;               // symbolic links
  std::uint64_t deviceNumber = 0;   // devices
  std::optional<std::array<std::uint8_t, 8>> linkGroup;
  std::optional<std::string> movedFrom;
  std::vector<Extension> extensions;

  bool operator==(const Record&) const = default;
};

/// Appends a record's bytes to `out`. Two equal records give equal bytes.
void encodeRecord(const Record& record, ByteBuffer& out);

/// Reads a record into `record`, whose memory is reused. Any input is safe.
/// Fails with `vault.damaged-object` on missing, excess or impossible fields.
Status decodeRecord(ByteView bytes, Record& record);

/// Extended attributes and alternate streams: `name bytes · content to the end`. Nothing when the value is malformed.
struct NamedValue {
  std::string_view name;
  std::string_view content;
};
std::optional<NamedValue> splitNamedValue(std::string_view value) noexcept;
std::string joinNamedValue(std::string_view name, std::string_view content);

/// True when restoring either gives the same bytes: kind, size, content, link target, device and alternate streams.
/// What decides whether a version uses up a generation.
bool contentEquals(const Record& a, const Record& b) noexcept;

/// 64-bit hash of all that a rescan can see change: everything but generation, torn and metadata-only flags and moved-from.
/// XXH64 of the encoding; not for use against a forger.
std::uint64_t recordHash(const Record& record);

}  // namespace mamori
