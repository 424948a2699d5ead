#include "index/chunk_index.h"

#include <algorithm>

#include "base/native_file.h"
#include "index/merge.h"

namespace mamori {
namespace {

using Part = IndexSnapshot::Part;

constexpr std::size_t kMaxFiles = 8;

Result<Part> openPart(const std::string& folder, std::uint64_t number) {
  MAMORI_ASSIGN(auto file, IndexFile::open(indexFilePath(folder, number), number));
  auto states = std::make_shared<const std::vector<PackState>>(file->packs().size(), PackState::present);
  return Part{std::move(file), std::move(states)};
}

bool holds(const std::vector<std::string>& sorted, const std::string& name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

/// The smallest files, as many as bring the number down to the limit, and further ones no larger than those together:
/// an entry is then rewritten about as often as the number of times that the index doubles.
std::size_t filesToMerge(const std::vector<Part>& ascending) {
  std::size_t count = ascending.size() - kMaxFiles + 1;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < count; ++i) total += ascending[i].file->entryCount();
  while (count < ascending.size() && ascending[count].file->entryCount() <= total) {
    total += ascending[count++].file->entryCount();
  }
  return count;
}

}  // namespace

Result<std::unique_ptr<ChunkIndex>> ChunkIndex::open(std::string folder) {
  std::unique_ptr<ChunkIndex> index(new ChunkIndex(std::move(folder)));
  MAMORI_ASSIGN(index->manifest_, IndexManifest::read(index->folder_));
  for (const std::uint64_t number : index->manifest_.obsolete) removeFile(indexFilePath(index->folder_, number));
  std::vector<Part> parts;
  for (const std::uint64_t number : index->manifest_.live) {
    MAMORI_ASSIGN(Part part, openPart(index->folder_, number));
    parts.push_back(std::move(part));
  }
  index->publish(std::move(parts));
  return index;
}

void ChunkIndex::erase(const std::string& folder) noexcept {
  const auto manifest = IndexManifest::read(folder);
  removeFile(indexManifestPath(folder));
  if (!manifest.ok()) return;  // its files are overwritten as numbers are given out again
  for (const auto* numbers : {&manifest->live, &manifest->obsolete}) {
    for (const std::uint64_t number : *numbers) removeFile(indexFilePath(folder, number));
  }
}

std::shared_ptr<const IndexSnapshot> ChunkIndex::snapshot() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

void ChunkIndex::publish(std::vector<Part> parts) {
  auto next = std::make_shared<const IndexSnapshot>(std::move(parts));
  const std::lock_guard lock(mutex_);
  snapshot_.swap(next);
}

Reconciliation ChunkIndex::reconcile(std::vector<std::string> present, std::vector<std::string> condemned) {
  std::sort(present.begin(), present.end());
  std::sort(condemned.begin(), condemned.end());
  Reconciliation result;
  std::vector<std::string> known;
  std::vector<Part> parts = snapshot()->parts();
  for (Part& part : parts) {
    std::vector<PackState> states;
    for (const std::string& name : part.file->packs()) {
      const bool there = holds(present, name);
      const bool doomed = there && holds(condemned, name);
      states.push_back(!there ? PackState::gone : doomed ? PackState::condemned : PackState::present);
      result.gone += !there;
      result.condemned += doomed;
      known.push_back(name);
    }
    part.states = std::make_shared<const std::vector<PackState>>(std::move(states));
  }
  std::sort(known.begin(), known.end());
  std::set_difference(present.begin(), present.end(), known.begin(), known.end(), std::back_inserter(result.unknown));
  publish(std::move(parts));
  return result;
}

Status ChunkIndex::adopt(const std::vector<std::uint64_t>& numbers) {
  std::vector<Part> parts = snapshot()->parts();
  for (const std::uint64_t number : numbers) {
    MAMORI_ASSIGN(Part part, openPart(folder_, number));
    parts.push_back(std::move(part));
  }
  std::vector<std::uint64_t> before = numbers;
  before.insert(before.end(), manifest_.live.begin(), manifest_.live.end());
  MAMORI_TRY(compact(parts));
  manifest_.live.clear();
  for (const Part& part : parts) manifest_.live.push_back(part.file->number());
  manifest_.obsolete.clear();
  for (const std::uint64_t number : before) {
    if (std::find(manifest_.live.begin(), manifest_.live.end(), number) == manifest_.live.end()) manifest_.obsolete.push_back(number);
  }
  MAMORI_TRY(manifest_.write(folder_));
  publish(std::move(parts));
  for (const std::uint64_t number : manifest_.obsolete) removeFile(indexFilePath(folder_, number));
  return {};
}

Status ChunkIndex::compact(std::vector<Part>& parts) {
  if (parts.size() <= kMaxFiles) return {};
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.file->entryCount() < b.file->entryCount(); });
  const auto end = parts.begin() + static_cast<std::ptrdiff_t>(filesToMerge(parts));
  const std::vector<Part> inputs(parts.begin(), end);
  const std::uint64_t number = takeNumber();
  MAMORI_TRY(mergeIndexFiles(inputs, indexFilePath(folder_, number)));
  MAMORI_ASSIGN(Part merged, openPart(folder_, number));
  // The merged packs are those that were not gone, in order: their states carry over.
  std::vector<PackState> states;
  for (const Part& input : inputs) {
    std::copy_if(input.states->begin(), input.states->end(), std::back_inserter(states),
                 [](PackState state) { return state != PackState::gone; });
  }
  merged.states = std::make_shared<const std::vector<PackState>>(std::move(states));
  parts.erase(parts.begin(), end);
  parts.push_back(std::move(merged));
  return {};
}

}  // namespace mamori
