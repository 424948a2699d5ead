#include "verify/verify_job.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "archive/first_failure.h"
#include "pack/container_reader.h"
#include "restore/verified_segment.h"

namespace mamori {
namespace {

struct Task {
  const VerifyContainer* container;
  std::size_t segment;
  std::uint64_t offset;
};

std::vector<Task> tasksOf(const std::vector<VerifyContainer>& containers) {
  std::vector<Task> tasks;
  for (const VerifyContainer& container : containers) {
    std::vector<std::uint64_t> offsets;
    std::uint64_t offset = 0;
    for (const SegmentInfo& segment : container.footer.segments) {
      offsets.push_back(offset);
      offset += segment.sealedBytes;
    }
    for (const std::size_t segment : container.segments) {
      if (segment < offsets.size()) tasks.push_back({&container, segment, offsets[segment]});
    }
  }
  return tasks;
}

bool isDamage(const Error& error) {
  return error.code == "vault.damaged-object" || error.code == "vault.wrong-key" || error.code == "store.not-found" ||
         error.code == "store.corrupt-range";
}

class Verification {
 public:
  Verification(const Keyring& keyring, BlobSource& source, const std::function<void(SegmentDamage)>& onDamage, JobControl& control)
      : keyring_(keyring), source_(source), onDamage_(onDamage), control_(control), failure_(control) {}

  Result<VerifyTotals> run(const std::vector<Task>& tasks) {
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
      threads.emplace_back([&] {
        for (std::size_t at; (at = next.fetch_add(1)) < tasks.size() && !failure_.stopped() && control_.waitWhilePaused();) verify(tasks[at]);
      });
    }
    for (std::thread& thread : threads) thread.join();
    MAMORI_TRY(failure_.status());
    return totals_;
  }

 private:
  void verify(const Task& task) {
    const SegmentInfo& info = task.container->footer.segments[task.segment];
    std::vector<ChunkId> lost;
    const Status status = check(task, info, lost);
    const std::lock_guard lock(mutex_);
    ++totals_.segments;
    totals_.rawBytes += info.rawBytes;
    control_.filesDone.fetch_add(1, std::memory_order_relaxed);
    control_.bytesDone.fetch_add(info.sealedBytes, std::memory_order_relaxed);
    if (status.ok()) return;
    if (!isDamage(status.error())) return failure_.set(status.error());
    ++totals_.damaged;
    onDamage_({task.container->name, task.segment, status.error(), std::move(lost)});
  }

  Status check(const Task& task, const SegmentInfo& info, std::vector<ChunkId>& lost) {
    auto status = checkChunks(task, info, lost);
    if (!status.ok() && lost.empty()) {
      for (const ChunkInfo& chunk : info.chunks) lost.push_back(chunk.id);
    }
    return status;
  }

  Status checkChunks(const Task& task, const SegmentInfo& info, std::vector<ChunkId>& lost) {
    MAMORI_ASSIGN(ByteBuffer sealed, source_.read(task.container->name, task.offset, info.sealedBytes));
    if (sealed.size() != info.sealedBytes) return makeError("vault.damaged-object", "object cut short");
    if (info.chunks.empty()) {
      MAMORI_TRY(openSegmentConsuming(keyring_, info.type, info.rawBytes, sealed));
      return {};
    }
    MAMORI_ASSIGN(const VerifiedSegment segment, VerifiedSegment::open(keyring_, info.rawBytes, sealed));
    Status status;
    std::uint32_t offset = 0;
    for (const ChunkInfo& chunk : info.chunks) {
      auto content = segment.checkedChunk(chunk.id, offset, chunk.rawBytes);
      if (!content.ok()) {
        lost.push_back(chunk.id);
        status = std::move(content).error();
      }
      offset += chunk.rawBytes;
    }
    return status;
  }

  const Keyring& keyring_;
  BlobSource& source_;
  const std::function<void(SegmentDamage)>& onDamage_;
  JobControl& control_;
  FirstFailure failure_;
  std::mutex mutex_;
  VerifyTotals totals_;
};

}  // namespace

Result<VerifyTotals> verifySegments(const Keyring& keyring, BlobSource& source, const std::vector<VerifyContainer>& containers,
                                    const std::function<void(SegmentDamage)>& onDamage, JobControl& control) {
  const std::vector<Task> tasks = tasksOf(containers);
  control.filesTotal.store(tasks.size(), std::memory_order_relaxed);
  for (const Task& task : tasks) {
    control.bytesTotal.fetch_add(task.container->footer.segments[task.segment].sealedBytes, std::memory_order_relaxed);
  }
  control.walkComplete.store(true, std::memory_order_relaxed);
  return Verification(keyring, source, onDamage, control).run(tasks);
}

}  // namespace mamori
