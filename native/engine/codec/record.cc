#include "codec/record.h"

#include <algorithm>
#include <limits>

#include "base/hash64.h"
#include "base/thread_owned.h"

namespace mamori {
namespace {

using namespace record_flag;

constexpr std::uint64_t kDerivedFlags = hasLinkGroup | hasMovedFrom | hasExtensions;
// Each level divides the number of ids by thousands: three levels hold all that a 64-bit size can say.
constexpr std::uint32_t kMaxDepth = 8;

Error damaged() { return makeError("vault.damaged-object", "metadata record"); }

bool isDevice(RecordKind kind) noexcept {
  return kind == RecordKind::characterDevice || kind == RecordKind::blockDevice;
}

void encode(const Record& record, std::uint64_t ownFlags, bool withMovedFrom, ByteBuffer& out) {
  std::uint64_t flags = ownFlags & ~kDerivedFlags;
  if (record.linkGroup) flags |= hasLinkGroup;
  if (record.movedFrom && withMovedFrom) flags |= hasMovedFrom;
  if (!record.extensions.empty()) flags |= hasExtensions;
  out.push_back(static_cast<std::uint8_t>(record.kind));
  appendVarint(out, flags);
  appendVarint(out, record.size);
  appendSignedVarint(out, record.mtimeNs);
  appendVarint(out, record.mode);
  appendVarint(out, record.uid);
  appendVarint(out, record.gid);
  if (record.kind == RecordKind::file) {
    appendVarint(out, record.content.depth);
    appendVarint(out, record.content.ids.size());
    for (const ChunkId& id : record.content.ids) append(out, id.bytes);
  }
  if (record.kind == RecordKind::symbolicLink) appendBytes(out, bytesOf(record.target));
  if (isDevice(record.kind)) appendVarint(out, record.deviceNumber);
  if (flags & hasLinkGroup) append(out, *record.linkGroup);
  if (flags & hasMovedFrom) appendBytes(out, bytesOf(*record.movedFrom));
  if (flags & hasExtensions) {
    std::size_t size = 0;
    for (const Extension& extension : record.extensions) {
      size += 1 + varintSize(extension.value.size()) + extension.value.size();
    }
    appendVarint(out, size);
    for (const Extension& extension : record.extensions) {
      out.push_back(extension.tag);
      appendBytes(out, bytesOf(extension.value));
    }
  }
}

bool decodeContent(FieldReader& reader, ContentReference& content) {
  const std::uint64_t depth = reader.varint();
  const std::uint64_t count = reader.varint();
  if (depth > kMaxDepth || count > reader.remaining() / sizeof(ChunkId)) return false;
  content.depth = static_cast<std::uint32_t>(depth);
  content.ids.resize(static_cast<std::size_t>(count));
  for (ChunkId& id : content.ids) id = ChunkId::from(reader.bytes(sizeof(ChunkId)).data());
  return true;
}

std::string_view readText(FieldReader& reader) { return textOf(reader.bytes(reader.varint())); }

bool decodeExtensions(ByteView bytes, std::vector<Extension>& extensions) {
  FieldReader reader(bytes);
  while (!reader.atEnd()) {
    const std::uint8_t tag = reader.byte();
    const std::string_view value = readText(reader);
    if (reader.failed()) return false;
    extensions.push_back({tag, std::string(value)});
  }
  return !extensions.empty();
}

/// Alternate streams in the order in which the record lists them.
template <typename Visit>
void eachStream(const Record& record, Visit visit) {
  for (const Extension& extension : record.extensions) {
    if (extension.tag == static_cast<std::uint8_t>(ExtensionTag::alternateStream)) visit(extension);
  }
}

bool sameStreams(const Record& a, const Record& b) {
  std::vector<std::string_view> left, right;
  eachStream(a, [&](const Extension& stream) { left.push_back(stream.value); });
  eachStream(b, [&](const Extension& stream) { right.push_back(stream.value); });
  if (left.size() != right.size()) return false;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  return left == right;
}

}  // namespace

void encodeRecord(const Record& record, ByteBuffer& out) { encode(record, record.flags, true, out); }

Status decodeRecord(ByteView bytes, Record& record) {
  FieldReader reader(bytes);
  const std::uint8_t kind = reader.byte();
  if (kind > static_cast<std::uint8_t>(RecordKind::blockDevice)) return damaged();
  record.kind = static_cast<RecordKind>(kind);
  record.flags = reader.varint();
  record.size = reader.varint();
  record.mtimeNs = reader.signedVarint();
  const std::uint64_t mode = reader.varint();
  if (mode > 07777) return damaged();
  record.mode = static_cast<std::uint32_t>(mode);
  record.uid = reader.varint();
  record.gid = reader.varint();
  record.content.depth = 0;
  record.content.ids.clear();
  if (record.kind == RecordKind::file && !decodeContent(reader, record.content)) return damaged();
  record.target = record.kind == RecordKind::symbolicLink ? readText(reader) : std::string_view{};
  record.deviceNumber = isDevice(record.kind) ? reader.varint() : 0;
  record.linkGroup.reset();
  if (record.flags & hasLinkGroup) {
    const ByteView group = reader.bytes(8);
    if (reader.failed()) return damaged();
    std::copy(group.begin(), group.end(), record.linkGroup.emplace().begin());
  }
  record.movedFrom.reset();
  if (record.flags & hasMovedFrom) record.movedFrom.emplace(readText(reader));
  record.extensions.clear();
  if ((record.flags & hasExtensions) && !decodeExtensions(reader.bytes(reader.varint()), record.extensions)) return damaged();
  if (reader.failed() || !reader.atEnd()) return damaged();
  return {};
}

std::optional<NamedValue> splitNamedValue(std::string_view value) noexcept {
  FieldReader reader(bytesOf(value));
  const std::string_view name = readText(reader);
  if (reader.failed()) return std::nullopt;
  return NamedValue{name, textOf(reader.bytes(reader.remaining()))};
}

std::string joinNamedValue(std::string_view name, std::string_view content) {
  ByteBuffer value;
  appendBytes(value, bytesOf(name));
  append(value, bytesOf(content));
  return std::string(textOf(value));
}

bool contentEquals(const Record& a, const Record& b) noexcept {
  return a.kind == b.kind && (a.kind != RecordKind::file || a.size == b.size) && a.content == b.content &&
         a.target == b.target && a.deviceNumber == b.deviceNumber && sameStreams(a, b);
}

std::uint64_t recordHash(const Record& record) {
  ByteBuffer& scratch = *ofThisThread([] { return std::make_unique<ByteBuffer>(); });
  scratch.clear();
  encode(record, record.flags & ~(generation | torn | metadataOnly), false, scratch);
  return hash64(scratch);
}

}  // namespace mamori
