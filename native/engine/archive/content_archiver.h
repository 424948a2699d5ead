#pragma once

#include "archive/chunk_writer.h"
#include "archive/large_file_cutter.h"
#include "archive/source_reader.h"

namespace mamori {

/// What was read of a file and stored.
struct ArchivedContent {
  ContentReference content;
  EntryStat stat;                // the state that the content belongs to
  std::int64_t readStartNs = 0;  // wall clock before the reading that counts
  bool torn = false;             // it changed during every attempt; `content` is what the last one saw
};

/// Reads files in a consistent state and stores their chunks; one per worker.
///
/// A file is taken as consistent when its state after the reading is the one before it. One that changes is read again, three
/// times at most. Up to kWholeReadBytes nothing is stored of an attempt that failed.
class ContentArchiver {
 public:
  static constexpr std::size_t kWholeReadBytes = 8 << 20;

  ContentArchiver(const Vault& vault, ChunkWriter& writer, LargeFileCutter& cutter, JobControl& control)
      : vault_(vault), writer_(writer), cutter_(cutter), control_(control) {}

  /// `expected` is the walk's word on the file. Errors: the file's, or the writer's (see isFileError).
  Result<ArchivedContent> archive(SourceFile& file, const EntryStat& expected);

 private:
  struct Attempt {
    std::uint64_t bytes = 0;
    bool complete = false;  // the file ended where its size said
  };
  Result<Attempt> readWhole(SourceFile& file, std::uint64_t size);
  Result<std::vector<ChunkId>> storeWhole();

  const Vault& vault_;
  ChunkWriter& writer_;
  LargeFileCutter& cutter_;
  JobControl& control_;
  ByteBuffer whole_;
};

/// Whether nothing was written to a file between two looks at it, as far as its times tell.
bool sameState(const EntryStat& a, const EntryStat& b) noexcept;

/// True for a failure of one file; any other ends the job.
bool isFileError(const Error& error) noexcept;

/// Wall clock in ns since 1970: what file times are compared with.
std::int64_t wallClockNs() noexcept;

}  // namespace mamori
