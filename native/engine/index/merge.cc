#include "index/merge.h"

#include <algorithm>
#include <queue>

#include "index/block_cursor.h"
#include "index/index_file_writer.h"

namespace mamori {
namespace {

using namespace index_format;

constexpr std::uint32_t kGone = ~std::uint32_t{0};

/// One file that is being merged, and how its numbers translate to the new file's.
struct Input {
  const IndexSnapshot::Part* part;
  EntryCursor entries;
  Entry current{};
  std::uint32_t segmentBase = 0;
  std::vector<std::uint32_t> packs;     // new ordinal or kGone
  std::vector<std::uint32_t> segments;  // new ordinal or kGone; empty where no pack is gone: then the base is enough

  explicit Input(const IndexSnapshot::Part& source)
      : part(&source), entries(source.file->file(), 0, source.file->entryCount()) {}

  SegmentCursor segmentCursor() const {
    return SegmentCursor(part->file->file(), part->file->firstSegmentBlock(), part->file->segmentCount());
  }

  std::uint32_t translate(std::uint32_t segment) const noexcept {
    if (segments.empty()) return segmentBase + segment;
    return segment < segments.size() ? segments[segment] : kGone;
  }

  /// Steps to the next entry whose pack is still there.
  Result<bool> advance() {
    for (;;) {
      MAMORI_ASSIGN(const bool more, entries.next(current));
      if (!more) return false;
      if (current.segment >= part->file->segmentCount()) return makeError("index.damaged", "segment number");
      current.segment = translate(current.segment);
      if (current.segment != kGone) return true;
    }
  }
};

/// Numbers the packs and segments that stay. Returns the number of the next input's first segment.
Result<std::uint32_t> assignNumbers(Input& input, std::uint32_t segmentBase, std::vector<std::string>& packNames) {
  const IndexFile& file = *input.part->file;
  bool complete = true;
  for (std::size_t i = 0; i < file.packs().size(); ++i) {
    const bool gone = (*input.part->states)[i] == PackState::gone;
    complete = complete && !gone;
    input.packs.push_back(gone ? kGone : static_cast<std::uint32_t>(packNames.size()));
    if (!gone) packNames.push_back(file.packs()[i]);
  }
  input.segmentBase = segmentBase;
  const std::uint64_t last = segmentBase + file.segmentCount();
  if (last >= kGone || packNames.size() > kMaxPacks) return makeError("index.damaged", "too many segments");
  if (complete) return static_cast<std::uint32_t>(last);
  input.segments.reserve(static_cast<std::size_t>(file.segmentCount()));
  SegmentCursor cursor = input.segmentCursor();
  for (Segment segment;;) {
    MAMORI_ASSIGN(const bool more, cursor.next(segment));
    if (!more) return segmentBase;
    if (segment.pack >= input.packs.size()) return makeError("index.damaged", "pack number");
    input.segments.push_back(input.packs[segment.pack] == kGone ? kGone : segmentBase++);
  }
}

Status writeEntries(std::vector<Input>& inputs, IndexFileWriter& writer) {
  const auto later = [](const Input* a, const Input* b) { return a->current.id > b->current.id; };
  std::priority_queue<Input*, std::vector<Input*>, decltype(later)> queue(later);
  for (Input& input : inputs) {
    MAMORI_ASSIGN(const bool more, input.advance());
    if (more) queue.push(&input);
  }
  while (!queue.empty()) {
    Input* const input = queue.top();
    queue.pop();
    MAMORI_TRY(writer.addEntry(input->current));
    MAMORI_ASSIGN(const bool more, input->advance());
    if (more) queue.push(input);
  }
  return {};
}

Status writeSegments(const std::vector<Input>& inputs, IndexFileWriter& writer) {
  for (const Input& input : inputs) {
    SegmentCursor cursor = input.segmentCursor();
    for (Segment segment;;) {
      MAMORI_ASSIGN(const bool more, cursor.next(segment));
      if (!more) break;
      if (segment.pack >= input.packs.size()) return makeError("index.damaged", "pack number");
      segment.pack = input.packs[segment.pack];
      if (segment.pack != kGone) MAMORI_TRY(writer.addSegment(segment));
    }
  }
  return {};
}

}  // namespace

Status mergeIndexFiles(const std::vector<IndexSnapshot::Part>& parts, const std::string& path) {
  std::vector<Input> inputs;
  std::vector<std::string> packNames;
  std::uint32_t segmentBase = 0;
  std::uint64_t expected = 0;
  for (const IndexSnapshot::Part& part : parts) {
    expected += part.file->entryCount();
    inputs.emplace_back(part);
    MAMORI_ASSIGN(segmentBase, assignNumbers(inputs.back(), segmentBase, packNames));
  }
  MAMORI_ASSIGN(IndexFileWriter writer, IndexFileWriter::create(path, expected));
  MAMORI_TRY(writeEntries(inputs, writer));
  MAMORI_TRY(writeSegments(inputs, writer));
  return writer.finish(packNames);
}

}  // namespace mamori
