#include "archive/work_queue.h"

#include <algorithm>

namespace mamori {

void WorkQueue::submit(std::shared_ptr<WorkUnit> unit) {
  {
    const std::lock_guard lock(mutex_);
    ++unfinished_;
    (unit->large ? large_ : small_).push_back(std::move(unit));
  }
  changed_.notify_one();
}

void WorkQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

WorkQueue::Work WorkQueue::take() {
  std::unique_lock lock(mutex_);
  const auto wait = [&] {
    ++idle_;
    changed_.wait(lock);
    --idle_;
  };
  for (;; wait()) {
    if (!tasks_.empty()) return popTask();
    if (!large_.empty() && !reading_) {
      reading_ = true;
      auto unit = std::move(large_.front());
      large_.pop_front();
      return unit;
    }
    if (!small_.empty()) {
      auto unit = std::move(small_.front());
      small_.pop_front();
      return unit;
    }
    // While a unit is in work, chunks of it may still come.
    if (closed_ && unfinished_ == 0) return {};
  }
}

std::optional<ChunkTask> WorkQueue::takeChunk() {
  const std::lock_guard lock(mutex_);
  if (tasks_.size() <= idle_) return {};
  return popTask();
}

void WorkQueue::finish(WorkUnit& unit) {
  {
    const std::lock_guard lock(mutex_);
    unit.done = true;
    if (unit.large) reading_ = false;
    --unfinished_;
  }
  changed_.notify_all();
  unitDone_.notify_one();
}

void WorkQueue::finish(const ChunkTask& task) {
  {
    const std::lock_guard lock(mutex_);
    if (--task.buffer->pendingChunks > 0) return;
  }
  changed_.notify_all();
}

void WorkQueue::waitFor(const WorkUnit& unit) {
  std::unique_lock lock(mutex_);
  unitDone_.wait(lock, [&] { return unit.done; });
}

void WorkQueue::submit(const ChunkTask& task) {
  {
    const std::lock_guard lock(mutex_);
    ++task.buffer->pendingChunks;
    tasks_.push_back(task);
  }
  changed_.notify_one();
}

std::variant<CutBuffer*, ChunkTask> WorkQueue::acquireBuffer(const CutBuffer* current) {
  std::unique_lock lock(mutex_);
  for (;; changed_.wait(lock)) {
    for (CutBuffer& buffer : buffers_) {
      if (&buffer != current && buffer.pendingChunks == 0) return &buffer;
    }
    if (!tasks_.empty()) return popTask();
  }
}

std::optional<ChunkTask> WorkQueue::drain() {
  std::unique_lock lock(mutex_);
  for (;; changed_.wait(lock)) {
    if (allChunksDone()) return {};
    if (!tasks_.empty()) return popTask();
  }
}

bool WorkQueue::allChunksDone() const noexcept {
  return std::all_of(buffers_.begin(), buffers_.end(), [](const CutBuffer& buffer) { return buffer.pendingChunks == 0; });
}

ChunkTask WorkQueue::popTask() {
  const ChunkTask task = tasks_.front();
  tasks_.pop_front();
  return task;
}

}  // namespace mamori
