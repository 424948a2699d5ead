#pragma once

#include "archive/archiver.h"

namespace mamori {

/// One thread of an Archiver: takes units and chunks of large files until there are no more.
class ArchiveWorker {
 public:
  ArchiveWorker(const Archiver::Parts& parts, WorkQueue& queue);

  void run();

 private:
  void process(WorkUnit& unit);
  void storeChunk(const ChunkTask& task);
  Status store(const ChunkTask& task);
  Status storeBoth(const ChunkTask& task, const ChunkTask& other);

  const Archiver::Parts& parts_;
  WorkQueue& queue_;
  ChunkWriter writer_;
  LargeFileCutter cutter_;
  ContentArchiver content_;
  const ContentRecogniser recogniser_;
  const std::unique_ptr<SourceReader> reader_;
  ItemArchiver items_;
};

}  // namespace mamori
