#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mamori::explorer {

/// One saved version of a file.
struct FileVersion {
  std::uint64_t number;  // what a click names it by
  std::uint64_t savedMs;  // since 1970, UTC
  std::uint64_t sizeBytes;
};

/// The newest versions that hold a file's content, newest first, in what the agent's verb `versions` answers (VersionsResult in src/wire/verbs/results.ts).
///
/// Rows that make no sense are left out, as are deletions and folders. Reads no byte outside the text, whatever it holds. Throws std::bad_alloc.
std::vector<FileVersion> versionsIn(std::string_view resultJson, std::size_t most);

/// When it was saved, and how large it is, in the words of this person's regional settings. Throw std::bad_alloc.
std::wstring savedWords(const FileVersion& version);
std::wstring sizeWords(const FileVersion& version);

}  // namespace mamori::explorer
