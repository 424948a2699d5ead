#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>

#include "archive/archive_directory.h"
#include "codec/chunk_id.h"

namespace mamori {

/// A window of a large file; free again when no chunk in it waits to be stored.
struct CutBuffer {
  ByteBuffer bytes;
  int pendingChunks = 0;  // guarded by the queue's lock
};

/// One chunk of a large file, to be stored by whichever worker is free.
struct ChunkTask {
  CutBuffer* buffer = nullptr;
  ByteView chunk;
  ChunkId* id = nullptr;  // result
};

/// Hands work to a job's threads: chunks of the large file being read first, then files.
///
/// One large file is read at a time, by the worker that took it (reading and cutting go at 1 GB/s and more), so that memory stays at
/// kCutBuffers windows however many large files wait. That worker stores chunks itself while all windows are in use: it can
/// never wait for workers that wait for it.
///
/// A job that stops early needs nothing special: its workers finish what is queued without doing it.
class WorkQueue {
 public:
  static constexpr std::size_t kCutBuffers = 3;
  using Work = std::variant<std::monostate, ChunkTask, std::shared_ptr<WorkUnit>>;

  void submit(std::shared_ptr<WorkUnit> unit);
  /// No more units will come: `take` yields nothing once all are done.
  void close();

  /// Waits for something to do; monostate when there will be nothing any more.
  Work take();
  /// One more chunk, if one waits that no idle worker is about to take.
  std::optional<ChunkTask> takeChunk();
  void finish(WorkUnit& unit);
  void finish(const ChunkTask& task);

  void waitFor(const WorkUnit& unit);

  // For the worker that reads the large file:

  void submit(const ChunkTask& task);
  /// A free window other than `current`, or a chunk to store first.
  std::variant<CutBuffer*, ChunkTask> acquireBuffer(const CutBuffer* current);
  /// A chunk to store while some of the file's wait; nothing once all are stored.
  std::optional<ChunkTask> drain();

 private:
  bool allChunksDone() const noexcept;
  ChunkTask popTask();

  std::mutex mutex_;
  std::condition_variable changed_;   // something to do, or a chunk done
  std::condition_variable unitDone_;
  std::deque<ChunkTask> tasks_;
  std::deque<std::shared_ptr<WorkUnit>> large_;
  std::deque<std::shared_ptr<WorkUnit>> small_;
  std::array<CutBuffer, kCutBuffers> buffers_;
  std::size_t unfinished_ = 0;  // units submitted and not finished
  std::size_t idle_ = 0;        // workers that wait in `take`
  bool reading_ = false;        // a worker reads a large file
  bool closed_ = false;
};

}  // namespace mamori
