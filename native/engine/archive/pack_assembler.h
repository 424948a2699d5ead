#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "archive/blob_ports.h"
#include "archive/first_failure.h"
#include "base/bounded_queue.h"

namespace mamori {

/// Sealed segments that shall travel inside the run object.
struct OpenContainer {
  std::vector<SealedSegment> data;
  std::vector<SealedSegment> metadata;

  std::uint64_t sizeBytes() const noexcept;
  bool empty() const noexcept { return data.empty() && metadata.empty(); }
};

struct StoredPackName {
  std::string name;
  std::uint64_t sizeBytes;
};

struct AssembledPacks {
  OpenContainer open;
  std::vector<StoredPackName> packs;  // in the order in which they were handed to the sink
  std::uint64_t storedBytes = 0;      // of packs and open segments
};

/// Gathers sealed segments into packs, one kind for data and one for metadata, and passes full ones to the sink.
///
/// - While all segments together stay within `inlineBytes` they are kept open for the run object; past that, data go to
///   packs, and metadata too once they alone exceed it.
/// - One thread assembles, and hashes what nobody signs beside; two hand over to the sink; at most two packs are on their way, then `add` waits.
/// - A failure of the sink is the job's failure; `add` and `finish` then return it.
class PackAssembler {
 public:
  struct Options {
    std::uint64_t packBytes = kDefaultPackBytes;
    std::uint64_t inlineBytes = 0;
  };

  /// Preconditions: everything referred to outlives the assembler. `open` is what an earlier job left open.
  PackAssembler(const Keyring& keyring, Options options, BlobSink& sink, FirstFailure& failure, OpenContainer open = {});
  ~PackAssembler();

  /// Any thread.
  Status add(SealedSegment segment);

  /// Any thread: what the data pack's name is computed beside.
  CompanionHash& hash() noexcept { return dataWriter_.hash(); }

  /// Ends the packs that were begun and waits until the sink has them all. Call once, after the last `add`.
  Result<AssembledPacks> finish();

 private:
  void assemble();
  void upload();
  void route(SealedSegment segment);
  void spill(std::vector<SealedSegment>& held, ContainerWriter& writer, bool& spilled);
  void append(ContainerWriter& writer, SealedSegment segment);
  void close(ContainerWriter& writer);
  void stop();

  const Options options_;
  BlobSink& sink_;
  FirstFailure& failure_;

  BoundedQueue<SealedSegment> segments_;
  BoundedQueue<SealedContainer> finished_;
  std::mutex uploadMutex_;
  std::condition_variable uploadDone_;
  int onTheirWay_ = 0;

  // Only the assembling thread touches these until it has ended.
  AssembledPacks result_;
  ContainerWriter dataWriter_;
  ContainerWriter metadataWriter_;
  bool dataSpilled_ = false;
  bool metadataSpilled_ = false;

  std::thread assembler_;
  std::vector<std::thread> uploaders_;
};

}  // namespace mamori
