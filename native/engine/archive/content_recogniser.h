#pragma once

#include <functional>

#include "archive/source_reader.h"
#include "archive/vault.h"
#include "base/job_control.h"

namespace mamori {

/// Tells what a file's content is called under earlier key epochs, without storing anything.
///
/// A new epoch renames every chunk and moves every cut. A file that is only read again to be sure (git's racy rule) would then look
/// changed, and its content be stored a second time. One per worker.
class ContentRecogniser {
 public:
  ContentRecogniser(const Vault& vault, JobControl& control) : vault_(vault), control_(control) {}

  bool hasEarlierEpochs() const noexcept { return !vault_.earlierEpochs.empty(); }

  /// Whether `matches` takes the content's reference under the newest or any earlier epoch. Reads the file from its start, once for each
  /// epoch tried, with memory for two of the largest chunks. Errors: the file's, and `engine.cancelled`.
  using Matches = std::function<bool(ContentReference)>;
  Result<bool> recognise(SourceFile& file, std::uint64_t size, const Matches& matches) const;

 private:
  Result<ContentReference> nameContent(SourceFile& file, std::uint64_t size, const EpochKeys& keys, const FastCdc& chunker) const;

  const Vault& vault_;
  JobControl& control_;
};

}  // namespace mamori
