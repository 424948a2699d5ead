#include "archive/archive_worker.h"

namespace mamori {

ArchiveWorker::ArchiveWorker(const Archiver::Parts& parts, WorkQueue& queue)
    : parts_(parts), queue_(queue), writer_(parts.vault, EnvelopeType::dataSegment, parts.lookup, parts.assembler),
      cutter_(parts.vault, queue, parts.failure, [this](const ChunkTask& task) { storeChunk(task); }),
      content_(parts.vault, writer_, cutter_, parts.control), recogniser_(parts.vault, parts.control), reader_(parts.root.createReader()),
      items_(parts.context, *reader_, content_, recogniser_, parts.links) {}

void ArchiveWorker::run() {
  while (true) {
    auto work = queue_.take();
    if (const auto* task = std::get_if<ChunkTask>(&work)) {
      storeChunk(*task);
    } else if (auto* unit = std::get_if<std::shared_ptr<WorkUnit>>(&work)) {
      process(**unit);
      queue_.finish(**unit);
    } else {
      break;
    }
  }
  if (parts_.failure.stopped()) return;
  if (Status flushed = writer_.flush(); !flushed.ok()) parts_.failure.set(std::move(flushed).error());
}

void ArchiveWorker::process(WorkUnit& unit) {
  for (const WorkSlice& slice : unit.slices) {
    for (std::uint32_t index = slice.begin; index < slice.end; ++index) {
      if (parts_.failure.stopped() || !parts_.control.waitWhilePaused()) return;
      parts_.control.beginFile(unit.large, [&] { return slice.directory->pathOf(slice.directory->delta.differences[index]); });
      if (Status archived = items_.archive(*slice.directory, index, unit); !archived.ok()) {
        return parts_.failure.set(std::move(archived).error());
      }
      parts_.control.filesDone.fetch_add(1, std::memory_order_relaxed);
    }
  }
}

/// Two computations at once cost little more than one: a chunk's id is computed beside the pack's name or, when that is up to date or in
/// another worker's hands, beside the next chunk's id.
void ArchiveWorker::storeChunk(const ChunkTask& task) {
  const auto other = parts_.assembler.hash().isWaiting() ? std::nullopt : queue_.takeChunk();
  if (!parts_.failure.stopped()) {
    Status stored = other ? storeBoth(task, *other) : store(task);
    if (!stored.ok()) parts_.failure.set(std::move(stored).error());
  }
  queue_.finish(task);
  if (other) queue_.finish(*other);
}

Status ArchiveWorker::store(const ChunkTask& task) {
  MAMORI_ASSIGN(*task.id, writer_.store(task.chunk));
  return {};
}

Status ArchiveWorker::storeBoth(const ChunkTask& task, const ChunkTask& other) {
  MAMORI_ASSIGN(const auto ids, writer_.storeBoth(task.chunk, other.chunk));
  *task.id = ids.first;
  *other.id = ids.second;
  return {};
}

}  // namespace mamori
