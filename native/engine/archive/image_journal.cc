#include "archive/image_journal.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/hash64.h"
#include "archive/append_file.h"
#include "codec/byte_buffer.h"
#include "scan/image_format.h"

namespace mamori {
namespace {

constexpr std::size_t kGroupHeaderBytes = 12;
constexpr std::uint8_t kRacy = 1;
constexpr std::uint8_t kMounted = 2;

std::string journalPath(const std::string& imagePath) { return imagePath + ".journal"; }

std::uint64_t identityOf(const ImageHeader& header) { return hash64(formatImageHeader(header)); }

void encodeEntry(ByteBuffer& out, const ImageEntry& entry) {
  out.push_back(static_cast<std::uint8_t>(entry.kind));
  out.push_back(static_cast<std::uint8_t>((entry.racy ? kRacy : 0) | (entry.mounted ? kMounted : 0)));
  appendVarint(out, entry.size);
  appendSignedVarint(out, entry.mtimeNs);
  appendSignedVarint(out, entry.ctimeNs);
  appendVarint(out, entry.inode);
  appendVarint(out, entry.recordHash);
  appendVarint(out, entry.mode);
  appendVarint(out, entry.uid);
  appendVarint(out, entry.gid);
}

ImageEntry decodeEntry(FieldReader& reader) {
  ImageEntry entry;
  entry.kind = static_cast<EntryKind>(reader.byte());
  const std::uint8_t flags = reader.byte();
  entry.racy = flags & kRacy;
  entry.mounted = flags & kMounted;
  entry.size = reader.varint();
  entry.mtimeNs = reader.signedVarint();
  entry.ctimeNs = reader.signedVarint();
  entry.inode = reader.varint();
  entry.recordHash = reader.varint();
  entry.mode = static_cast<std::uint32_t>(reader.varint());
  entry.uid = static_cast<std::uint32_t>(reader.varint());
  entry.gid = static_cast<std::uint32_t>(reader.varint());
  return entry;
}

/// The last word on each path.
using Changes = std::map<std::string, std::map<std::string, EntryOutcome, std::less<>>, PathLess>;

struct Journal {
  Changes changes;
  std::uint64_t sequence = 0;
};

void decodeGroup(ByteView payload, Journal& journal) {
  FieldReader reader(payload);
  const std::uint64_t sequence = reader.varint();
  for (std::uint64_t left = reader.varint(); left > 0 && !reader.failed(); --left) {
    EntryOutcome outcome;
    outcome.action = reader.byte() == 0 ? EntryOutcome::Action::forget : EntryOutcome::Action::store;
    const std::string_view directory = textOf(reader.bytes(reader.varint()));
    const std::string_view name = textOf(reader.bytes(reader.varint()));
    if (outcome.action == EntryOutcome::Action::store) outcome.entry = decodeEntry(reader);
    if (!reader.failed()) journal.changes[std::string(directory)].insert_or_assign(std::string(name), outcome);
  }
  journal.sequence = std::max(journal.sequence, sequence);
}

Result<ByteBuffer> readAll(NativeFile& file) {
  ByteBuffer bytes;
  for (std::size_t got = 1; got > 0;) {
    const std::size_t size = bytes.size();
    bytes.resize(size + (256 << 10));
    MAMORI_ASSIGN(got, file.read(MutableBytes(bytes).subspan(size)));
    bytes.resize(size + got);
  }
  return bytes;
}

Journal parseJournal(ByteView bytes, std::uint64_t identity) {
  Journal journal;
  while (bytes.size() >= kGroupHeaderBytes) {
    const std::size_t length = loadU32(bytes.data());
    const std::uint64_t checksum = loadU64(bytes.data() + 4);
    bytes = bytes.subspan(kGroupHeaderBytes);
    if (length > bytes.size()) break;
    const ByteView payload = bytes.first(length);
    if (hash64(payload, identity) == checksum) decodeGroup(payload, journal);
    bytes = bytes.subspan(length);
  }
  return journal;
}

/// The changes of one directory as the delta that a scan would have found.
class JournalDelta {
 public:
  JournalDelta(const std::string& path, ImageDirectory before, const Changes::mapped_type& changes) {
    delta_.current.path = path;
    delta_.before = std::move(before);
    for (const auto& [name, outcome] : changes) add(name, outcome);
  }

  Status applyTo(ImageUpdate& update) const { return update.apply(delta_, outcomes_); }

 private:
  void add(const std::string& name, const EntryOutcome& outcome) {
    const auto& entries = delta_.before.entries;
    const auto byName = [&](const ImageEntry& entry, const std::string& wanted) { return delta_.before.nameOf(entry) < wanted; };
    const auto found = std::lower_bound(entries.begin(), entries.end(), name, byName);
    Difference difference;
    if (found != entries.end() && delta_.before.nameOf(*found) == name) {
      difference.previous = static_cast<std::uint32_t>(found - entries.begin());
      difference.kind = Difference::Kind::removed;
    }
    if (outcome.action == EntryOutcome::Action::store) {
      difference.kind = difference.previous == Difference::kNone ? Difference::Kind::added : Difference::Kind::changed;
      difference.current = static_cast<std::uint32_t>(delta_.current.entries.size());
      Entry entry;
      entry.nameOffset = static_cast<std::uint32_t>(delta_.current.names.size());
      entry.nameLength = static_cast<std::uint16_t>(name.size());
      delta_.current.names.append(name);
      delta_.current.entries.push_back(entry);
    } else if (difference.previous == Difference::kNone) {
      return;
    }
    delta_.differences.push_back(difference);
    outcomes_.push_back(outcome);
    // A save of the folder alone does not know whose entries the image holds; a scan does.
    if (difference.previous != Difference::kNone && entries[difference.previous].mounted) outcomes_.back().entry.mounted = true;
  }

  DirectoryDelta delta_;
  std::vector<EntryOutcome> outcomes_;
};

Status applyChanges(const Changes& changes, ImageReader& image, ImageUpdate& update) {
  ImageDirectory directory;
  MAMORI_ASSIGN(bool more, image.next(directory));
  for (const auto& [path, entries] : changes) {
    while (more && comparePaths(directory.path, path) < 0) {
      MAMORI_ASSIGN(more, image.next(directory));
    }
    const bool known = more && directory.path == path;
    MAMORI_TRY(JournalDelta(path, known ? directory : ImageDirectory(), entries).applyTo(update));
  }
  return {};
}

}  // namespace

Status appendToJournal(const std::string& imagePath, std::uint64_t sequence, const std::vector<JournalChange>& changes) {
  if (changes.empty()) return {};
  auto image = ImageReader::open(imagePath);
  if (!image.ok()) return {};
  ByteBuffer group(kGroupHeaderBytes);
  appendVarint(group, sequence);
  appendVarint(group, changes.size());
  for (const JournalChange& change : changes) {
    const bool stores = change.outcome.action == EntryOutcome::Action::store;
    group.push_back(stores ? 1 : 0);
    appendBytes(group, bytesOf(change.directory));
    appendBytes(group, bytesOf(change.name));
    if (stores) encodeEntry(group, change.outcome.entry);
  }
  const ByteView payload = ByteView(group).subspan(kGroupHeaderBytes);
  storeU32(group.data(), static_cast<std::uint32_t>(payload.size()));
  storeU64(group.data() + 4, hash64(payload, identityOf((*image)->header())));
  return appendDurably(journalPath(imagePath), group, kImageUnwritableCode);
}

Status mergeJournal(const std::string& imagePath) {
  auto file = openFileForReading(journalPath(imagePath), kImageDamagedCode);
  if (!file.ok()) return {};
  auto image = ImageReader::open(imagePath);
  if (image.ok()) {
    MAMORI_ASSIGN(const ByteBuffer bytes, readAll(**file));
    ImageHeader header = (*image)->header();
    const Journal journal = parseJournal(bytes, identityOf(header));
    header.sequence = std::max(header.sequence, journal.sequence);
    ImageUpdate update({imagePath, header, true});
    MAMORI_TRY(applyChanges(journal.changes, **image, update));
    image->reset();
    MAMORI_TRY(update.finish());
  }
  file->reset();
  removeJournal(imagePath);
  return {};
}

void removeJournal(const std::string& imagePath) noexcept { removeFile(journalPath(imagePath)); }

}  // namespace mamori
